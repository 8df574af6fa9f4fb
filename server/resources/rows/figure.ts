import type { Resource } from '../resource.js';

/** What a figure shows: a resource, but for how it is asked for. */
export type Figure = Pick<Resource, 'summary' | 'description' | 'tag' | 'columns' | 'key' | 'example'>;
