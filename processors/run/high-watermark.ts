/**
 * The Node client reads uncommitted: on a topic with replicas it gives records that the followers do not have yet, and
 * that are gone when the leader is lost. So batches are held back until the leader's high watermark, as the cluster
 * reports it, covers them. With one replica there is nothing to wait for.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ColumnBatch, FluvioConnection, PartitionStatus } from '../../fluvio/client/index.js';

/** A cluster's report of its watermarks is up to half a second old. */
const ASK_EVERY_MS = 100;

/** How often in a row the log must end before what is held back, until that is believed. */
const SHORT_READINGS = 20;

export class HighWatermarkGate {
  readonly #leader: number;
  #reached: number;

  /** @param status as it was when reading began: under another leader what is held back may have been replaced */
  constructor(
    readonly connection: Pick<FluvioConnection, 'partitions'>,
    readonly status: PartitionStatus,
    readonly signal: AbortSignal,
  ) {
    this.#leader = status.leader;
    this.#reached = status.replicas > 1 ? status.highWatermark : Number.POSITIVE_INFINITY;
  }

  /**
   * The part of a batch that may be folded, from `next` on: the whole of it, or its beginning as soon as one record more
   * is covered. Undefined when the records may have been replaced meanwhile and must be read again, or when the signal
   * aborts.
   */
  async covered(batch: ColumnBatch, next: number): Promise<ColumnBatch | undefined> {
    const end = batch.baseOffset + batch.count;
    if (end <= next) return batch;
    let short = 0;
    while (this.#reached < end && this.#reached <= next) {
      await sleep(ASK_EVERY_MS, undefined, { signal: this.signal }).catch(() => undefined);
      if (this.signal.aborted) return undefined;
      const { topic, partition } = this.status;
      const now = (await this.connection.partitions(topic)).find((one) => one.partition === partition);
      if (now === undefined || now.leader !== this.#leader) return undefined;
      short = now.isOnline && now.logEnd < end ? short + 1 : 0;
      if (short === SHORT_READINGS) return undefined;
      this.#reached = Math.max(this.#reached, now.highWatermark);
    }
    return this.#reached >= end ? batch : beginning(batch, this.#reached - batch.baseOffset);
  }
}

/** The first `count` records of a batch; the columns are shared, nothing is copied. */
function beginning(batch: ColumnBatch, count: number): ColumnBatch {
  const isIn = (index: number): boolean => index < count;
  const rawIndex = batch.rawIndex.filter(isIn);
  return {
    ...batch,
    count,
    timestamps: batch.timestamps.subarray(0, count),
    hashes: batch.hashes.subarray(0, count),
    time: batch.time.subarray(0, count),
    numbers: batch.numbers.map((column) => column.subarray(0, count)),
    texts: batch.texts.map((column) => column.subarray(0, count)),
    choices: batch.choices.map((column) => column.subarray(0, count)),
    idText: batch.idText.subarray(0, count),
    idNumber: batch.idNumber.subarray(0, count),
    deferred: batch.deferred.filter(isIn),
    raw: batch.raw && { ...batch.raw, count: rawIndex.length, packed: false },
    rawIndex,
  };
}
