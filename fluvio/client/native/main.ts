/**
 * The program of the process that holds the native client; ../native-process.ts starts it and says why it is a process.
 * It does what the frames on file descriptor 3 say, and is gone as soon as that socket is.
 */
import { Socket } from 'node:net';
import { FluvioError } from '../errors.js';
import { FrameCutter, jsonPayload, Kind, type NativeCall, writeFrame } from './frames.js';
import {
  loadNative,
  type NativeAdmin,
  type NativeClient,
  type NativeModule,
  type NativeProducer,
} from './load.js';
import { decodeOutgoing } from './outgoing.js';
import { NativeStreams } from './streams.js';

const socket = new Socket({ fd: 3, readable: true, writable: true });
const producers = new Map<number, NativeProducer>();
/** `sendAll` must not overtake an earlier one: the order of a key's records is theirs. */
const lastSend = new Map<number, Promise<void>>();
/** Referenced while the native side reads them. */
const beingSent = new Set<Buffer>();
let native: NativeModule;
let client: NativeClient;
let admin: NativeAdmin;
let streams: NativeStreams;

// A Ctrl-C goes to every process of the terminal; ending in good order is the other process's business.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
socket.on('close', () => process.exit(0));
socket.on('error', () => process.exit(0));

const cutter = new FrameCutter((kind, id, payload) => {
  if (kind === Kind.Credit) {
    streams.grant(id, payload.readUInt32LE(0));
    return;
  }
  if (kind === Kind.Drop) {
    streams.drop(id);
    return;
  }
  const work = kind === Kind.Send ? send(payload) : call(JSON.parse(payload.toString()) as NativeCall);
  work.then(
    (result) => writeFrame(socket, Kind.Result, id, jsonPayload(result)),
    (thrown) => writeFrame(socket, Kind.Failure, id, jsonPayload(describe(thrown))),
  );
});
socket.on('data', (chunk: Buffer) => cutter.push(chunk));

async function call(what: NativeCall): Promise<unknown> {
  switch (what.do) {
    case 'connect':
      return connect(what.address);
    case 'topics':
      return JSON.parse(await admin.listTopic());
    case 'partitions':
      return JSON.parse(await admin.listPartitions());
    case 'create-topic':
      return admin.createTopic(what.name, {
        partitions: what.partitions,
        replicationFactor: 1,
        ignoreRackAssignment: false,
      });
    case 'delete-topic':
      return admin.deleteTopic(what.name);
    case 'producer':
      producers.set(what.id, await client.topicProducer(what.topic));
      return null;
    case 'flush':
      return flush(what.producer);
    case 'stream':
      return streams.open(client, what);
  }
}

async function connect(address: string | undefined): Promise<void> {
  native = loadNative();
  const split = address?.lastIndexOf(':') ?? -1;
  client = await native.default.connect(
    address === undefined
      ? undefined
      : { host: address.slice(0, split), port: Number(address.slice(split + 1)) },
  );
  admin = await client.admin();
  streams = new NativeStreams(native, socket, describe);
}

function send(payload: Buffer): Promise<void> {
  const id = payload.readUInt32LE(0);
  const earlier = lastSend.get(id) ?? Promise.resolve();
  const sent = earlier.then(() => producers.get(id)!.sendAll(decodeOutgoing(payload.subarray(4))));
  lastSend.set(id, sent);
  beingSent.add(payload);
  return sent.finally(() => beingSent.delete(payload));
}

/**
 * Twice: the native client flushes one partition after the other, but looks for the error of each in a table of another
 * order (Fluvio 0.11.11, `fluvio/src/producer/mod.rs`, `flush_all_batches`), and so misses one that comes later than its
 * place there (ran). The second flush, of nothing, finds what the first has left.
 */
async function flush(id: number): Promise<void> {
  await lastSend.get(id);
  const producer = producers.get(id)!;
  await producer.flush();
  await producer.flush();
}

/** The native client throws arrays of one string. */
function describe(thrown: unknown): { code?: string; text: string } {
  if (thrown instanceof FluvioError) return { code: thrown.code, text: thrown.message };
  const one = Array.isArray(thrown) ? thrown[0] : thrown;
  return { text: one instanceof Error ? one.message : String(one) };
}
