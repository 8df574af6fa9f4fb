/**
 * The same in a Fluvio that runs: events are sent to topics of their own, and what its SPUs make of them with the columns
 * modules must be what parsing and validating gives of the records as `envelope` delivers them.
 */
import { parseAddress } from '../../../cli/options.js';
import {
  type ColumnBatch,
  type FluvioConnection,
  MAX_RECORD_BYTES,
  type RecordBatch,
} from '../../../fluvio/client/index.js';
import { columnsModule } from '../../../processors/take/columns-module.js';
import { rulesFor } from '../../../processors/verdict/rules.js';
import type { Topic } from '../../../schemas/index.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';
import { connectAt, deleteTopics, ownPrefix, type TopicsAt } from '../../support/own-topics.js';
import { type PlainRecord, recordBatch } from '../../support/record-batch.js';
import { type ColumnCounts, compareColumns, linesOf, noCounts, passedOn } from './compare.js';
import { eventsOfBothKinds, type Kind } from './events.js';
import type { ColumnFuzzOptions, ColumnFuzzOutcome } from './fuzz-columns.js';
import { rawProblems } from './two-ways.js';

const ENOUGH = 8;
/** Events of which a round makes topics, sends, and reads. */
const ROUND = 100_000;
const CHUNK = 1000;

/** @param cluster HOST:PORT @throws UsageError when it is none, FluvioError when it is not there */
export async function fuzzCluster(
  cluster: string,
  { count, seed, say }: ColumnFuzzOptions,
): Promise<ColumnFuzzOutcome> {
  const { host, port } = parseAddress(cluster);
  const counts = new Map<string, ColumnCounts>();
  const problems: string[] = [];
  for (let done = 0; done < count && problems.length === 0; ) {
    const size = Math.min(ROUND, count - done);
    for (const [kind, events] of eventsOfBothKinds(seed + done, size)) {
      const at = { host, port, prefix: ownPrefix('fuzz') };
      problems.push(...(await round(at, kind, events, counts)));
    }
    done += size;
    say(`  ${done} events`);
  }
  problems.push(...passedOn(counts));
  return { lines: linesOf(counts), problems: problems.slice(0, ENOUGH) };
}

async function round(
  at: TopicsAt,
  kind: Kind,
  events: Map<Topic, PlainRecord[]>,
  counts: Map<string, ColumnCounts>,
): Promise<string[]> {
  const connection = await connectAt(at);
  const problems: string[] = [];
  try {
    for (const [topic, all] of events) {
      const name = `${kind} ${topic}`;
      const tally = counts.get(name) ?? noCounts();
      counts.set(name, tally);
      // No cluster takes more in one record from the client.
      const records = all.filter(
        ({ key = '', value }) => lengthOf(key) + lengthOf(value) <= MAX_RECORD_BYTES,
      );
      await connection.createTopic(topic, { partitions: 1 });
      await send(connection, topic, records);
      problems.push(...(await compareReadings(connection, topic, records, tally)));
    }
  } finally {
    await connection.close();
    await deleteTopics(at);
  }
  return problems;
}

async function send(connection: FluvioConnection, topic: Topic, records: readonly PlainRecord[]) {
  const producer = connection.producer(topic);
  for (let from = 0; from < records.length; from += CHUNK) {
    await producer.send(records.slice(from, from + CHUNK).map(({ key = '', value }) => ({ key, value })));
  }
  await producer.flush();
  producer.close();
}

async function compareReadings(
  connection: FluvioConnection,
  topic: Topic,
  sent: readonly PlainRecord[],
  tally: ColumnCounts,
): Promise<string[]> {
  const known: PlainRecord[] = [];
  for await (const batch of connection.read(topic, 0, { from: 'start' })) {
    for (let i = 0; i < batch.count; i++) known.push(recordOf(batch, i));
    if (known.length >= sent.length) break;
  }
  const problems = known.flatMap(({ value }, i) =>
    Buffer.from(value).equals(Buffer.from(sent[i]!.value))
      ? []
      : [`${topic} record ${i} is not what was sent`],
  );
  const columns = columnsModule(topic, rulesFor(topic, DEFAULT_SETTINGS));
  let read = 0;
  let pushed = 0;
  for await (const batch of connection.readColumns(topic, 0, {
    from: 'start',
    columns,
    pushDown: () => true,
  })) {
    problems.push(...batchProblems(topic, known, batch, tally));
    if (batch.raw === undefined || batch.raw.count < batch.count) pushed += batch.count;
    read += batch.count;
    if (read >= sent.length || problems.length >= ENOUGH) break;
  }
  // Short batches come with all of their records either way.
  if (pushed < read / 2) problems.push(`${topic}: of ${read} records ${pushed} were judged in Fluvio`);
  return problems;
}

function batchProblems(
  topic: Topic,
  known: readonly PlainRecord[],
  batch: ColumnBatch,
  tally: ColumnCounts,
): string[] {
  const own = known.slice(batch.baseOffset, batch.baseOffset + batch.count);
  const records = recordBatch(topic, 0, batch.baseOffset, own);
  return [...compareColumns(records, batch, tally), ...rawProblems(own, batch)];
}

function recordOf(batch: RecordBatch, i: number): PlainRecord {
  const key = batch.bytes.toString('utf8', batch.keyStart[i], batch.keyEnd[i]);
  const value = Buffer.from(batch.bytes.subarray(batch.valueStart[i], batch.valueEnd[i]));
  return { key, value, timestamp: batch.timestamps[i] };
}

function lengthOf(bytes: string | Uint8Array): number {
  return Buffer.byteLength(bytes);
}
