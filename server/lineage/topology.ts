/**
 * The boxes and arrows of what is configured and registered: a new roll-up, figure, topic or webhook appears by itself.
 */
import type { SmartModuleFile } from '../../fluvio/client/index.js';
import type { Catalogue } from '../../processors/store/catalogue.js';
import type { Topic } from '../../schemas/index.js';
import type { Settings } from '../../settings/settings.js';
import { fluvioPart } from './fluvio-part.js';
import type { Graph } from './graph.js';
import { processorPart } from './processor-part.js';
import { sinkPart } from './sink-part.js';
import { sourcePart } from './source-part.js';

export interface Registered {
  readonly settings: Settings;
  /** Our topics, of `fluvio/topics.yaml`. */
  readonly topics: readonly KnownTopic[];
  readonly modules: readonly SmartModuleFile[];
  readonly catalogue: Catalogue;
}

export interface KnownTopic {
  readonly name: Topic;
  /** The field of an event that is its record's key. */
  readonly key: string;
  readonly partitions: number;
  readonly retentionSeconds: number;
}

export function topologyOf(registered: Registered): Graph {
  const parts = [sourcePart, fluvioPart, processorPart, sinkPart].map((part) => part(registered));
  return { nodes: parts.flatMap(({ nodes }) => nodes), edges: parts.flatMap(({ edges }) => edges) };
}
