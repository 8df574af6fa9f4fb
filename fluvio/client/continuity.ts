import type { Delivery, Extent } from './delivery.js';
import { FluvioError } from './errors.js';
import type { PartitionReader } from './partition-reader.js';

/**
 * After a lost connection: is the log still the one that was being read? While nobody was connected a topic can have
 * been deleted and made anew, and offsets alone would continue in it. So reading goes on at the last batch that was
 * delivered, which is compared and not delivered again.
 */
export class Continuity<B extends Extent> {
  private last: B | undefined;
  private isChecking = false;

  constructor(
    private readonly reader: Pick<PartitionReader, 'topic' | 'partition'>,
    private readonly delivery: Pick<Delivery<B>, 'dropBefore' | 'sameValue'>,
  ) {}

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
  pass(batch: B): B | undefined {
    if (this.isChecking && this.last !== undefined) {
      if (!this.agree(this.last, batch)) throw logChanged(this.reader, batch.baseOffset);
      if (endOf(batch) <= this.delivered) return undefined;
      this.isChecking = false;
      batch = this.delivery.dropBefore(batch, this.delivered);
    }
    this.last = batch;
    return batch;
  }

  /** Whether two batches have the same values where their offsets overlap. */
  private agree(one: B, other: B): boolean {
    const end = Math.min(endOf(one), endOf(other));
    for (let offset = Math.max(one.baseOffset, other.baseOffset); offset < end; offset++) {
      const [i, j] = [offset - one.baseOffset, offset - other.baseOffset];
      if (!this.delivery.sameValue(one, i, other, j)) return false;
    }
    return true;
  }
}

function endOf({ baseOffset, count }: Extent): number {
  return baseOffset + count;
}

function logChanged(
  { topic, partition }: Pick<PartitionReader, 'topic' | 'partition'>,
  baseOffset: number,
): FluvioError {
  const what = `the records from offset ${baseOffset} on are not those that were read before the connection was lost`;
  return new FluvioError('LOG_CHANGED', `${topic}/${partition}: ${what}. Was the topic made anew?`);
}
