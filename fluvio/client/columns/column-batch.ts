import { dropBefore } from '../envelope.js';
import type { RecordBatch } from '../types.js';
import type { StreamStrings } from './stream-strings.js';

/** How many columns of each kind the events of a topic have. What they hold, the client does not know. */
export interface ColumnShape {
  readonly numbers: number;
  readonly texts: number;
  readonly choices: number;
}

/**
 * Consecutive records of one partition as a columns module judged and parsed them. Record `i` has offset
 * `baseOffset + i`. What the module would not judge itself is `deferred`: its rows hold nothing of meaning, and its
 * bytes are in `raw`. Codes count only until the next batch of the same stream (or of the same `LocalColumns`) is
 * opened: that one may empty `strings`.
 */
export interface ColumnBatch {
  readonly topic: string;
  readonly partition: number;
  readonly baseOffset: number;
  readonly count: number;
  /** Fluvio's timestamp of each record, ms since 1970; `NaN` when there is none (or −1). */
  readonly timestamps: Float64Array;
  /** Of each record's value, deferred ones too; never 0. */
  readonly hashes: Uint32Array;
  /** The event's own time, ms since 1970. */
  readonly time: Float64Array;
  /** By field; `NaN` where the event has no such field. */
  readonly numbers: readonly Float64Array[];
  /** By field, codes of `strings`; −1 where the event has no such field. */
  readonly texts: readonly Int32Array[];
  /** By field, places in its list of values; 255 where the event has no such field. */
  readonly choices: readonly Uint8Array[];
  /** Of ids of the form SOURCE-NUMBER the code of the source; −1 without an id; −2 and less: see `otherId`. */
  readonly idText: Int32Array;
  /** Of ids of the form SOURCE-NUMBER the number; else `NaN`. */
  readonly idNumber: Float64Array;
  /** The whole id of a record whose `idText` is −2 or less. */
  otherId(i: number): string;
  readonly strings: StreamStrings;
  /** Which records the module did not judge, ascending. */
  readonly deferred: Int32Array;
  /**
   * The records that came with their bytes, as a batch of their own: all deferred ones and a few of the last; undefined
   * when there are none. Their offsets need not be contiguous: record `r` of it is record `rawIndex[r]` of this batch.
   */
  readonly raw: RecordBatch | undefined;
  readonly rawIndex: Int32Array;
}

/** The records of `batch` from `offset` on; the columns are shared, nothing is copied. */
export function dropColumnsBefore(batch: ColumnBatch, offset: number): ColumnBatch {
  const skip = offset - batch.baseOffset;
  if (skip <= 0) return batch;
  const { raw, rawIndex } = batch;
  const rawSkip = placesBefore(rawIndex, skip);
  return {
    ...batch,
    baseOffset: offset,
    count: batch.count - skip,
    timestamps: batch.timestamps.subarray(skip),
    hashes: batch.hashes.subarray(skip),
    time: batch.time.subarray(skip),
    numbers: batch.numbers.map((column) => column.subarray(skip)),
    texts: batch.texts.map((column) => column.subarray(skip)),
    choices: batch.choices.map((column) => column.subarray(skip)),
    idText: batch.idText.subarray(skip),
    idNumber: batch.idNumber.subarray(skip),
    otherId: (i) => batch.otherId(i + skip),
    deferred: batch.deferred.subarray(placesBefore(batch.deferred, skip)).map((index) => index - skip),
    raw: raw && raw.count > rawSkip ? dropBefore(raw, raw.baseOffset + rawSkip) : undefined,
    rawIndex: rawIndex.subarray(rawSkip).map((index) => index - skip),
  };
}

/** How many of ascending `indexes` are smaller than `index`. */
function placesBefore(indexes: Int32Array, index: number): number {
  const place = indexes.findIndex((one) => one >= index);
  return place < 0 ? indexes.length : place;
}
