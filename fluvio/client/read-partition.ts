import type { Connection } from './connection.js';
import { Continuity } from './continuity.js';
import type { Delivery, Extent } from './delivery.js';
import { FluvioError } from './errors.js';
import { measuredStart } from './log-starts.js';
import type { NativeProcess } from './native-process.js';
import { PackedStream } from './packed-stream.js';
import {
  evicted,
  knownStatus,
  leaderAway,
  type PartitionReader,
  pastEnd,
  pause,
  STATUS_AGE_MS,
} from './partition-reader.js';
import { findStoredBatch, readStoredBatch } from './stored-batch.js';
import type { ReadOptions } from './types.js';

/** Where a reader is, and how it goes on. */
interface Position {
  next: number;
  /** A stored batch is known to start there. */
  boundary: boolean;
  /**
   * One record of a stream may stand for several stored batches. Of these, none comes when the last cannot be had: after a
   * stall they are read one by one, up to the next stall, which is that of the one that cannot.
   */
  holds: boolean;
}

/** How often in a row, a status' age apart, a log must be too short before that is believed. */
const SHORT_READINGS = 3;
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 2_000;

/** See FluvioConnection.read and readColumns, whose deliveries differ. This is the outer loop: a pass over one native client, and again after a loss. */
export async function* readPartition<B extends Extent>(
  connection: Connection,
  topic: string,
  partition: number,
  options: ReadOptions,
  delivery: Delivery<B>,
): AsyncGenerator<B, void, undefined> {
  const signal = AbortSignal.any([connection.closed, ...(options.signal ? [options.signal] : [])]);
  const reader: PartitionReader = { connection, topic, partition, signal };
  const continuity = new Continuity(reader, delivery);
  let position: Position | undefined;
  let retries = 0;
  let troubleSince = 0;
  while (!signal.aborted) {
    const native = await connection.native();
    try {
      position ??= await firstPosition(reader, native, options.from);
      if (retries > 0) position = await resumePosition(reader, continuity, position);
      for await (const batch of onePass(reader, native, position, continuity.delivered, delivery)) {
        retries = 0;
        const fresh = continuity.pass(batch);
        if (fresh !== undefined) yield fresh;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof FluvioError) || !(await mayPass(reader, error))) throw error;
      if (retries++ === 0) troubleSince = Date.now();
      if (Date.now() - troubleSince > connection.patience.giveUpAfterMs) throw error;
      if (retries > 1) await pause(Math.min(FIRST_RETRY_MS * 2 ** retries, LONGEST_RETRY_MS), signal);
      if (!signal.aborted) await connection.renew(native, error);
    }
  }
}

/**
 * A lost connection may come back. And a native client that does not find a topic or a partition may only be out of date:
 * while a cluster starts, or when a topic was made anew. Then the cluster's own list decides; it throws if it says no.
 */
async function mayPass(reader: PartitionReader, error: FluvioError): Promise<boolean> {
  if (error.code === 'CONNECTION_LOST') return true;
  const outdated = error.code === 'TOPIC_NOT_FOUND' || error.code === 'PARTITION_NOT_FOUND';
  if (!outdated || error.cause === undefined) return false;
  await knownStatus(reader);
  return true;
}

/** Reads from `position` on and moves it; returns when the signal aborts, or when a new stream is the way to go on. */
async function* onePass<B extends Extent>(
  reader: PartitionReader,
  native: NativeProcess,
  position: Position,
  delivered: number,
  delivery: Delivery<B>,
): AsyncGenerator<B, void, undefined> {
  if (!(await positionExists(reader, position, delivered))) return;
  const start = position.boundary ? position.next : await boundaryBefore(reader, native, position.next);
  if (start === undefined) {
    yield* passedOver(reader, native, position, undefined, delivery);
    return;
  }
  const stream = await PackedStream.open(reader, native, start, delivery, position.holds);
  try {
    for (;;) {
      const batch = stream.ready() ?? (await stream.next(position.next));
      if (batch === undefined) return;
      if (batch === 'stalled' || batch.baseOffset > position.next) {
        const until = batch === 'stalled' ? undefined : batch.baseOffset;
        if (batch === 'stalled') position.holds = !position.holds;
        yield* passedOver(reader, native, position, until, delivery);
        return;
      }
      if (batch.baseOffset + batch.count > position.next) yield advance(position, batch, delivery);
    }
  } finally {
    stream.drop();
  }
}

/** Nothing came although there is more, or what came leaves a hole: reads what is stored right here. */
async function* passedOver<B extends Extent>(
  reader: PartitionReader,
  native: NativeProcess,
  position: Position,
  until: number | undefined,
  delivery: Delivery<B>,
): AsyncGenerator<B, void, undefined> {
  for await (const batch of readStoredBatch(reader, native, position.next, until))
    yield advance(position, delivery.convert(batch), delivery);
}

function advance<B extends Extent>(position: Position, batch: B, delivery: Delivery<B>): B {
  const fresh = delivery.dropBefore(batch, position.next);
  position.next = batch.baseOffset + batch.count;
  position.boundary = true;
  return fresh;
}

/** The start of the stored batch that holds `offset`; undefined when the cluster does not answer that. */
async function boundaryBefore(reader: PartitionReader, native: NativeProcess, offset: number) {
  const found = await findStoredBatch(reader, native, offset);
  return found && Math.min(found.baseOffset, offset);
}

async function firstPosition(
  reader: PartitionReader,
  native: NativeProcess,
  from: ReadOptions['from'],
): Promise<Position> {
  if (typeof from === 'number') return { next: from, boundary: false, holds: true };
  const next =
    from === 'start' ? await measuredStart(reader, native) : (await knownStatus(reader)).highWatermark;
  return { next, boundary: true, holds: true };
}

/** After a loss: where the last batch delivered begins, so that it is seen again; see Continuity. */
async function resumePosition(reader: PartitionReader, continuity: Continuity<Extent>, position: Position) {
  const { logStart } = await knownStatus(reader);
  const next = continuity.resumeFrom(logStart);
  return next === undefined ? position : { ...position, next, boundary: false };
}

/**
 * Waits until the position, and all that was `delivered`, lies in the log or at its end. False when the signal aborts.
 * A high watermark and a log start are boundaries by nature. Throws OFFSET_EVICTED, and OFFSET_PAST_END when readings
 * more than a second apart say so: asked for an offset beyond the end, the native client waits in silence. Where the
 * leader is away its last report says nothing; CONNECTION_LOST when it stays away.
 */
async function positionExists(
  reader: PartitionReader,
  position: Position,
  delivered: number,
): Promise<boolean> {
  const needed = Math.max(position.next, delivered);
  const waitUntil = Date.now() + reader.connection.patience.giveUpAfterMs;
  let short = 0;
  while (!reader.signal.aborted) {
    const status = await knownStatus(reader);
    if (status.logStart > position.next) throw evicted(reader, position.next, status.logStart);
    if (position.next === status.logStart || position.next === status.highWatermark) position.boundary = true;
    // What is read is uncommitted: it may lie beyond a high watermark, and does after a leader's restart.
    if (needed <= status.logEnd) return true;
    if (!status.isOnline && Date.now() > waitUntil) throw leaderAway(reader);
    short = status.isOnline ? short + 1 : 0;
    if (short === SHORT_READINGS) throw pastEnd(reader, needed, status.logEnd);
    await pause(STATUS_AGE_MS, reader.signal);
  }
  return false;
}
