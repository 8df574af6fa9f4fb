import { dropBefore } from './envelope.js';
import { FluvioError } from './errors.js';
import type { RecordBatch } from './types.js';

/**
 * After a lost connection: is the log still the one that was being read? While nobody was connected a topic can have
 * been deleted and made anew, and offsets alone would continue in it. So reading goes on at the last batch that was
 * delivered, which is compared and not delivered again.
 */
export class Continuity {
  private last: RecordBatch | undefined;
  private isChecking = false;

  /** Offset after the last record delivered; 0 before the first. */
  get delivered(): number {
    return this.last === undefined ? 0 : endOf(this.last);
  }

  /** To be called after a loss. The offset to read from, or undefined when nothing was delivered yet that is still kept. */
  resumeFrom(logStart: number): number | undefined {
    this.isChecking = this.last !== undefined && this.last.baseOffset >= logStart;
    return this.isChecking ? this.last!.baseOffset : undefined;
  }

  /**
   * Takes a batch as it was read; returns what of it is to be delivered, undefined when nothing is. Throws LOG_CHANGED
   * where its values are not those that were delivered before.
   */
  pass(batch: RecordBatch): RecordBatch | undefined {
    if (this.isChecking && this.last !== undefined) {
      if (!agree(this.last, batch)) throw logChanged(batch);
      if (endOf(batch) <= this.delivered) return undefined;
      this.isChecking = false;
      batch = dropBefore(batch, this.delivered);
    }
    this.last = batch;
    return batch;
  }
}

/** Whether two batches have the same values where their offsets overlap. */
function agree(one: RecordBatch, other: RecordBatch): boolean {
  const end = Math.min(endOf(one), endOf(other));
  for (let offset = Math.max(one.baseOffset, other.baseOffset); offset < end; offset++) {
    if (!valueAt(one, offset).equals(valueAt(other, offset))) return false;
  }
  return true;
}

function valueAt({ bytes, baseOffset, valueStart, valueEnd }: RecordBatch, offset: number): Buffer {
  return bytes.subarray(valueStart[offset - baseOffset], valueEnd[offset - baseOffset]);
}

function endOf({ baseOffset, count }: RecordBatch): number {
  return baseOffset + count;
}

function logChanged({ topic, partition, baseOffset }: RecordBatch): FluvioError {
  const what = `the records from offset ${baseOffset} on are not those that were read before the connection was lost`;
  return new FluvioError('LOG_CHANGED', `${topic}/${partition}: ${what}. Was the topic made anew?`);
}
