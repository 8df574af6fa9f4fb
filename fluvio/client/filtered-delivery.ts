import { type Delivery, type ModuleChoice, type ModuleParameters, recordDelivery } from './delivery.js';
import { openEnvelope } from './envelope.js';
import { LocalFilter } from './local-filter.js';
import type { RecordBatch } from './types.js';

/** A SmartModule of the project that selects records, and its parameters. */
export interface RecordFilter {
  readonly module: string;
  readonly parameters: ModuleParameters;
}

/**
 * Records that a SmartModule selects inside of Fluvio. It answers with an envelope for each stored batch, in which the
 * others have their place, so that offsets stay right and nothing of reading is different. What cannot be read through
 * it, such as a batch too large for a stream, it judges in this process.
 *
 * @throws FluvioError SMARTMODULE_FAILED when the module refuses a parameter; RangeError when it has no such parameter
 */
export function filteredDelivery(
  topic: string,
  partition: number,
  { module, parameters }: RecordFilter,
): Delivery<RecordBatch> {
  const choice: ModuleChoice = { module, parameters: withOutput(parameters) };
  const local = new LocalFilter(module, withOutput(parameters));
  return {
    ...recordDelivery(topic, partition),
    choice: () => choice,
    opener: () => (value) => openEnvelope(topic, partition, value),
    convert: (batch) => local.select(batch),
  };
}

/** @throws as `filteredDelivery` */
export function assertFilter({ module, parameters }: RecordFilter): void {
  new LocalFilter(module, withOutput(parameters));
}

/** Whether record `i` was selected; of records that no filter has seen all are. */
export function isSelected({ keyStart }: RecordBatch, i: number): boolean {
  return keyStart[i] !== NOT_SELECTED;
}

const NOT_SELECTED = -2;

function withOutput(parameters: ModuleParameters): ModuleParameters {
  return { ...parameters, output: 'envelope' };
}
