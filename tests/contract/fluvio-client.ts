import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import type { Record as FluvioRecord, Offset as OffsetClass, PartitionConsumer } from '@fluvio/client';

// Its native part writes log lines to stdout unless it is told so before it is loaded.
process.env.RUST_LOG = 'off';
const client = createRequire(import.meta.url)('@fluvio/client') as typeof import('@fluvio/client');

export const { Offset, OffsetFrom, SmartModuleType } = client;

export type Fluvio = InstanceType<typeof client.default>;

/** The unmodified client, connected. */
export function connect(host: string, port: number): Promise<Fluvio> {
  return client.default.connect({ host, port });
}

export type Pair = [key: string | null, value: string];

const asPair = (record: FluvioRecord): Pair => [record.keyString(), record.valueString()];

/** The first `count` records of a stream. */
export async function take(stream: AsyncIterable<FluvioRecord>, count: number): Promise<Pair[]> {
  const taken: Pair[] = [];
  for await (const record of stream) if (taken.push(asPair(record)) === count) break;
  return taken;
}

/** What a stream gives before nothing has come for `quietMs`. */
export async function takeUntilQuiet(stream: AsyncIterable<FluvioRecord>, quietMs: number): Promise<Pair[]> {
  const taken: Pair[] = [];
  const records = stream[Symbol.asyncIterator]();
  for (;;) {
    const quiet = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), quietMs));
    const next = await Promise.race([records.next(), quiet]);
    if (next === undefined || next.done) return taken;
    taken.push(asPair(next.value));
  }
}

/** The record `index` places after the log's start. */
export const fromStart = (index: number): OffsetClass =>
  new client.Offset({ index, from: client.OffsetFrom.Beginning } as unknown as OffsetClass);

/** The record `index` places before the log's end. */
export const fromEnd = (index: number): OffsetClass =>
  new client.Offset({ index, from: client.OffsetFrom.End } as unknown as OffsetClass);

/** A stream from the start through a SmartModule: its bytes, or its name. */
export function streamThrough(
  consumer: PartitionConsumer,
  type: keyof typeof client.SmartModuleType,
  module: Uint8Array | string,
  maxBytes = 1_048_576,
): Promise<AsyncIterable<FluvioRecord>> {
  const source =
    typeof module === 'string'
      ? { smartmoduleName: module }
      : { smartmoduleData: gzipSync(module).toString('base64') };
  return consumer.streamWithConfig(client.Offset.FromBeginning(), {
    smartmoduleType: client.SmartModuleType[type],
    maxBytes,
    ...source,
  });
}

/** What a promise rejects with; the client rejects with arrays of one string. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('it did not reject');
}
