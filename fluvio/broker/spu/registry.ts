import { withApiVersions } from '../net/api-versions.js';
import { deleteConsumerOffset } from './delete-consumer-offset.js';
import { fetchConsumerOffsets } from './fetch-consumer-offsets.js';
import { fetchOffsets } from './fetch-offsets.js';
import { produce } from './produce.js';
import { streamFetch } from './stream-fetch.js';
import { updateConsumerOffset } from './update-consumer-offset.js';
import { updateOffsets } from './update-offsets.js';

/** What a real SPU says of itself; no client looks at it. */
const PLATFORM_VERSION = '0.0.0';

export const spuRegistry = withApiVersions(
  [
    produce,
    fetchOffsets,
    streamFetch,
    updateOffsets,
    updateConsumerOffset,
    deleteConsumerOffset,
    fetchConsumerOffsets,
  ],
  PLATFORM_VERSION,
);
