import { withApiVersions } from '../net/api-versions.js';
import { create } from './create.js';
import { remove } from './delete.js';
import { list } from './list.js';
import { update } from './update.js';
import { watch } from './watch.js';

/** The release whose protocol this broker speaks; clients compare it with the least they can work with. */
const PLATFORM_VERSION = '0.18.2-dev-1';

export const scRegistry = withApiVersions([create, remove, list, watch, update], PLATFORM_VERSION);
