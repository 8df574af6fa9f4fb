import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Broker, startBroker } from '../../../fluvio/broker/broker.js';
import {
  type FluvioConnection,
  type FluvioOptions,
  openFluvio,
  type ReadOptions,
  type RecordBatch,
} from '../../../fluvio/client/index.js';
import { type NewBatch, wrapRecordsSection } from '../../../fluvio/protocol/batch.js';
import { encodeRequestFrame } from '../../../fluvio/protocol/frame.js';
import { encodeProduceRequest, PRODUCE_API } from '../../../fluvio/protocol/messages/produce.js';

/** An embedded broker on free ports with a folder of its own, which can be stopped and started again. */
export class TestCluster {
  private readonly folder = mkdtempSync(join(tmpdir(), 'client-test-'));
  private readonly connections: FluvioConnection[] = [];
  private scPort = 0;
  private spuPort = 0;
  broker!: Broker;

  static async start(): Promise<TestCluster> {
    const cluster = new TestCluster();
    await cluster.startBroker();
    return cluster;
  }

  async startBroker(): Promise<void> {
    const { scPort, spuPort } = this;
    this.broker = await startBroker({ dataDir: this.folder, scPort, spuPort });
    this.scPort = this.broker.scAddress.port;
    this.spuPort = this.broker.spuAddress.port;
  }

  /** The broker goes away and comes back with what `make` makes, as if everything had been made anew meanwhile. */
  async replaceData(make: (connection: FluvioConnection) => Promise<void>): Promise<void> {
    await this.broker.close();
    rmSync(this.folder, { recursive: true });
    const other = await startBroker({ dataDir: this.folder, scPort: 0, spuPort: 0 });
    const connection = await openFluvio({ kind: 'address', host: '127.0.0.1', port: other.scAddress.port });
    await make(connection);
    await connection.close();
    await other.close();
    await this.startBroker();
  }

  get target() {
    return { kind: 'address', host: '127.0.0.1', port: this.scPort } as const;
  }

  async open(options: FluvioOptions = {}): Promise<FluvioConnection> {
    const connection = await openFluvio(this.target, {
      stallMs: 1_000,
      answerMs: 2_000,
      giveUpAfterMs: 15_000,
      ...options,
    });
    this.connections.push(connection);
    return connection;
  }

  async stop(): Promise<void> {
    await Promise.all(this.connections.map((connection) => connection.close()));
    await this.broker.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Produces a batch that the Node client could not: any records section, any codec. Resolves when it is written. */
  async produceRaw(
    topic: string,
    partition: number,
    section: Uint8Array,
    batch: NewBatch = {},
  ): Promise<void> {
    const records = wrapRecordsSection(section, batch);
    const apiVersion = PRODUCE_API.maxVersion;
    const header = { apiKey: PRODUCE_API.key, apiVersion, correlationId: 1, clientId: 'test' };
    const frame = encodeRequestFrame(header, (writer) =>
      encodeProduceRequest(
        writer,
        {
          transactionalId: null,
          acks: 1,
          timeoutMs: 10_000,
          topics: [{ name: topic, partitions: [{ partitionIndex: partition, records }] }],
          smartmodules: [],
        },
        apiVersion,
      ),
    );
    const socket = connect(this.spuPort, '127.0.0.1');
    await new Promise<void>((resolve, reject) => {
      socket.on('error', reject);
      socket.on('data', () => resolve());
      socket.on('close', () => reject(new Error('the broker closed the connection')));
      socket.write(frame);
    });
    socket.destroy();
  }
}

export interface SeenRecord {
  readonly offset: number;
  readonly key: Buffer | undefined;
  readonly value: Buffer;
  readonly timestamp: number;
}

/** The records of a batch one by one, slowly and plainly. */
export function recordsOf(batch: RecordBatch): SeenRecord[] {
  return Array.from({ length: batch.count }, (_, i) => ({
    offset: batch.baseOffset + i,
    key: batch.keyStart[i] === -1 ? undefined : batch.bytes.subarray(batch.keyStart[i], batch.keyEnd[i]),
    value: batch.bytes.subarray(batch.valueStart[i], batch.valueEnd[i]),
    timestamp: batch.timestamps[i]!,
  }));
}

/** Reads until `count` records have come. */
export async function readRecords(
  connection: FluvioConnection,
  topic: string,
  partition: number,
  count: number,
  options: ReadOptions = { from: 'start' },
): Promise<SeenRecord[]> {
  const seen: SeenRecord[] = [];
  for await (const batch of connection.read(topic, partition, options)) {
    seen.push(...recordsOf(batch));
    if (seen.length >= count) break;
  }
  return seen;
}
