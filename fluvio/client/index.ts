/**
 * The one door to Fluvio for the rest of the project.
 */

export type { ColumnsModule } from './column-delivery.js';
export type { ColumnBatch } from './columns/column-batch.js';
export { openFluvio } from './connection.js';
export { endOffsets, type PartitionEnd } from './end-offsets.js';
export { FluvioError, type FluvioErrorCode } from './errors.js';
export { assertFilter, isSelected, type RecordFilter } from './filtered-delivery.js';
export { type ModuleParameter, moduleParameters, withParameters } from './module-parameters.js';
export { leaderAway } from './partition-reader.js';
export { MAX_RECORD_BYTES } from './producer.js';
export { profileAddress } from './profile.js';
export { withTopicNames } from './renamed-topics.js';
export { type SmartModuleFile, smartModuleBytes, smartModulePath, smartModules } from './smart-modules.js';
export { ensureTopics, loadTopics, type TopicDefinition } from './topics.js';
export type {
  ColumnReadOptions,
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
