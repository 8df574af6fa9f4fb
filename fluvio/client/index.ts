/**
 * The one door to Fluvio for the rest of the project.
 */

export { openFluvio } from './connection.js';
export { endOffsets, type PartitionEnd } from './end-offsets.js';
export { FluvioError, type FluvioErrorCode } from './errors.js';
export { leaderAway } from './partition-reader.js';
export { MAX_RECORD_BYTES } from './producer.js';
export { withTopicNames } from './renamed-topics.js';
export { type SmartModuleFile, smartModules } from './smart-modules.js';
export { ensureTopics, loadTopics, type TopicDefinition } from './topics.js';
export type {
  FluvioConnection,
  FluvioOptions,
  FluvioProducer,
  FluvioTarget,
  OutgoingRecord,
  PartitionStatus,
  Patience,
  PlainReadOptions,
  ProducerCounts,
  ReadOptions,
  ReconnectNotice,
  RecordBatch,
  TopicSettings,
  TopicSummary,
} from './types.js';
