/** Reads what a database counted once more, through the plain iterator, and has it judged. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type FluvioConnection,
  FluvioError,
  leaderAway,
  type PartitionStatus,
} from '../../fluvio/client/index.js';
import type { StoredPartition } from '../../verify/coverage.js';
import type { PartitionCheck } from '../../verify/partition-check.js';
import type { Verification } from '../../verify/verification.js';
import { placeName } from './letters.js';
import type { Snapshot } from './snapshot.js';

export interface Reading {
  readonly connection: FluvioConnection;
  readonly verification: Verification;
  readonly snapshot: Snapshot;
  readonly signal: AbortSignal;
  /** Told once how many records there are to read. */
  readonly onTotal: (records: number) => void;
  /** Told again and again how many are read. */
  readonly onProgress: (done: number) => void;
}

/** A batch at a time. @throws FluvioError when a log cannot be read */
export async function readLogs(reading: Reading): Promise<void> {
  const { snapshot, verification, connection, signal } = reading;
  const statuses = await settledStatuses(connection, snapshot.partitions, signal);
  const checks = snapshot.partitions.map((stored) =>
    verification.partition({
      stored,
      letters: snapshot.letters.get(placeName(stored)) ?? new Map(),
      purged: snapshot.purged.get(placeName(stored)) ?? new Map(),
      replayed: snapshot.replayed.get(placeName(stored)) ?? new Map(),
      held: statuses.find(isOf(stored)),
    }),
  );
  await together(reading, checks, seeLandmarks);
  const ranges = checks.flatMap(({ readable }) => readable);
  reading.onTotal(ranges.reduce((sum, { from, to }) => sum + to - from, 0));
  let done = 0;
  await together(reading, checks, async (among, check) => {
    for (const { from, to } of check.readable) {
      await eachValue(among, check, from, to, (offset, value) => {
        check.take(offset, value);
        done++;
        if (done % 1000 === 0) reading.onProgress(done);
      });
    }
  });
  reading.onProgress(done);
}

/** All partitions side by side: the plain iterator takes a turn of the native client's loop for each record of each. */
async function together(
  reading: Reading,
  checks: readonly PartitionCheck[],
  work: (among: Reading, check: PartitionCheck) => Promise<void>,
): Promise<void> {
  const failed = new AbortController();
  const among = { ...reading, signal: AbortSignal.any([reading.signal, failed.signal]) };
  await Promise.all(checks.map((check) => work(among, check))).catch((error) => {
    failed.abort();
    throw error;
  });
}

/** Whether the log is the one that was counted is known before its records are. */
async function seeLandmarks(reading: Reading, check: PartitionCheck): Promise<void> {
  for (const landmark of check.landmarks) {
    const values: Uint8Array[] = [];
    const end = landmark.base + landmark.count;
    await eachValue(reading, check, landmark.base, end, (_, value) => values.push(Buffer.from(value)));
    if (!reading.signal.aborted) check.see(landmark, values);
  }
}

async function eachValue(
  { connection, signal }: Reading,
  { evidence: { stored } }: PartitionCheck,
  from: number,
  to: number,
  take: (offset: number, value: Uint8Array) => void,
): Promise<void> {
  const batches = connection.readPlain(stored.topic, stored.partition, { from, to, signal });
  for await (const { baseOffset, count, bytes, valueStart, valueEnd } of batches) {
    for (let i = 0; i < count; i++) take(baseOffset + i, bytes.subarray(valueStart[i], valueEnd[i]));
  }
}

/** How often, a second apart, a log must be too short before that is believed: a cluster's status is half a second old. */
const SHORT_READINGS = 3;
const BETWEEN_READINGS_MS = 1000;
const LONGEST_ABSENCE_MS = 60_000;

async function settledStatuses(
  connection: FluvioConnection,
  partitions: readonly StoredPartition[],
  signal: AbortSignal,
): Promise<PartitionStatus[]> {
  const waitUntil = Date.now() + LONGEST_ABSENCE_MS;
  for (let reading = 1; ; ) {
    const statuses = await connection.partitions();
    const concerned = partitions.map((stored) => ({ stored, status: statuses.find(isOf(stored)) }));
    const away = concerned.find(({ status }) => status?.isOnline === false);
    if (away !== undefined && Date.now() > waitUntil) throw leaderAway(away.stored);
    const isShort = concerned.some(
      ({ stored, status }) => status === undefined || status.logEnd < stored.next_offset,
    );
    if (away === undefined && (!isShort || reading++ === SHORT_READINGS)) return statuses;
    if (signal.aborted) throw new FluvioError('CLOSED', 'Interrupted.');
    await sleep(BETWEEN_READINGS_MS, undefined, { signal }).catch(() => undefined);
  }
}

function isOf({ topic, partition }: StoredPartition): (status: PartitionStatus) => boolean {
  return (status) => status.topic === topic && status.partition === partition;
}
