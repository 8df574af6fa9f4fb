/** What reading a partition hands out, and by which SmartModule its streams give it; reading itself is the same for all. */
import { dropBefore, openEnvelope } from './envelope.js';
import type { RecordBatch } from './types.js';

/** Consecutive offsets of a partition, in whatever form. */
export interface Extent {
  readonly baseOffset: number;
  readonly count: number;
}

/** A SmartModule of the project, as a stream asks for it. */
export interface ModuleChoice {
  readonly module: string;
  /** Values that are patched into its bytes. */
  readonly parameters?: ModuleParameters;
  /** It has a parameter `hold_to`, an offset up to which it may make one value of several stored batches. */
  readonly holds?: boolean;
}

export type ModuleParameters = Readonly<Record<string, string>>;

export interface Delivery<B extends Extent> {
  /** Which module a stream is to have now. Where the answer is another object than before, streams are opened anew. */
  choice(): ModuleChoice;
  /** What makes batches of the records of one stream, in their order. */
  opener(choice: ModuleChoice): (value: Buffer) => B;
  /** Makes of a stored batch that was read in another way what a stream would have given. */
  convert(batch: RecordBatch): B;
  /** The module has failed on a stored batch, or has given nothing for it. */
  failed(choice: ModuleChoice): void;
  dropBefore(batch: B, offset: number): B;
  /** Whether record `i` of one batch has the value of record `j` of another. */
  sameValue(one: B, i: number, other: B, j: number): boolean;
}

const ENVELOPE: ModuleChoice = { module: 'envelope', holds: true };

/** Records as they are. */
export function recordDelivery(topic: string, partition: number): Delivery<RecordBatch> {
  return {
    choice: () => ENVELOPE,
    opener: () => (value) => openEnvelope(topic, partition, value),
    convert: (batch) => batch,
    failed: () => {},
    dropBefore,
    sameValue: (one, i, other, j) => valueAt(one, i).equals(valueAt(other, j)),
  };
}

function valueAt({ bytes, valueStart, valueEnd }: RecordBatch, i: number): Buffer {
  return bytes.subarray(valueStart[i], valueEnd[i]);
}
