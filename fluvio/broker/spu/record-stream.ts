import { type ErrorCode, NO_ERROR } from '../../protocol/error-codes.js';
import type { ReplicaKey } from '../../protocol/messages/replica-key.js';
import {
  encodeStreamFetchResponseHead,
  type StreamFetchRequest,
} from '../../protocol/messages/stream-fetch.js';
import type { ModuleChain } from '../engine/engine.js';
import { EngineError } from '../engine/messages.js';
import type { Connection } from '../net/connection.js';
import type { Partition, PartitionWatcher } from '../state/partition.js';
import { FetchSize } from './fetch-size.js';
import { runtimeError } from './module-chain.js';

/** A plain response is no larger, whatever the client asks for: it is held in memory until it is sent. */
const MOST_PLAIN_BYTES = 8 * 1024 * 1024;

export interface RecordStreamOptions {
  readonly id: number;
  readonly partition: Partition;
  readonly connection: Connection;
  readonly correlationId: number;
  readonly version: number;
  readonly request: StreamFetchRequest;
}

/**
 * One consumer's stream: parked until there is something to send that it may be sent. After each response it waits for
 * the consumer's UpdateOffsets, whose offset is where it goes on, so there is never more than one response under way.
 *
 * Behaviour, as on a real SPU (`fluvio-spu/src/services/public/stream_fetch.rs`):
 * - a start beyond the log's end, or before its start, is an error that ends the stream; it is not told the socket;
 * - when the first output of a SmartModule is larger than `max_bytes`, everything up to the log's end is skipped;
 * - a SmartModule that stops at a record has its records sent with the error, and the stream goes on when acknowledged;
 *   one that traps ends the stream.
 *
 * Unlike there, a plain response holds whole batches, at least one, however small `max_bytes`; and where a SmartModule
 * returned nothing the stream goes on behind what it has read, not behind the log's end.
 */
export class RecordStream implements PartitionWatcher {
  readonly id: number;
  readonly #options: RecordStreamOptions;
  readonly #fetchSize: FetchSize;
  readonly #pump = (): void => void this.#sendMore();
  #chain: ModuleChain | undefined;
  /** Where to read next; undefined while the consumer has not acknowledged what it was sent. */
  #position: number | undefined;
  #sending = false;
  #closed = false;

  constructor(options: RecordStreamOptions) {
    this.id = options.id;
    this.#options = options;
    this.#fetchSize = new FetchSize(options.request.maxBytes);
  }

  /** Who reads, if it wants its offsets kept. */
  get consumerId(): string | null {
    return this.#options.request.consumerId;
  }

  get replicaId(): ReplicaKey {
    const { topic, index } = this.#options.partition;
    return { topic, partition: index };
  }

  /** Its topic is gone; one that was made anew under that name is another. */
  get isDeleted(): boolean {
    return this.#options.partition.isDeleted;
  }

  /** Begins to send, through `chain` when the request named SmartModules. */
  start(chain?: ModuleChain): void {
    if (this.#closed) {
      chain?.close();
      return;
    }
    const { partition, connection, request } = this.#options;
    this.#chain = chain;
    if (this.isDeleted) {
      this.deleted();
      return;
    }
    const { fetchOffset } = request;
    if (fetchOffset > partition.end) {
      const message = `start offset: ${fetchOffset} is greater than leo: ${partition.end}`;
      this.fail({ code: 'Other', message });
      return;
    }
    partition.watch(this);
    connection.onDrain(this.#pump);
    this.#position = fetchOffset;
    this.#pump();
  }

  /** The consumer has everything before `offset`. */
  acknowledge(offset: number): void {
    if (offset < 0) return;
    this.#position = offset;
    this.#pump();
  }

  appended(): void {
    this.#pump();
  }

  deleted(): void {
    this.fail({ code: 'TopicDeleted' });
  }

  /** Sends an error and ends the stream. */
  fail(error: ErrorCode): void {
    if (this.#closed) return;
    this.#send(error, null, { highWatermark: 0, nextFilterOffset: 0, logStartOffset: 0 });
    this.close();
  }

  /** Nothing more is sent; a module that is running is stopped. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#options.partition.unwatch(this);
    this.#options.connection.offDrain(this.#pump);
    this.#chain?.close();
  }

  async #sendMore(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    try {
      while (!this.#closed && this.#isDue()) await this.#sendNext(this.#position!);
    } catch (error) {
      const message =
        error instanceof EngineError ? `SmartModule err ${error.message}` : (error as Error).message;
      this.fail({ code: 'Other', message });
    } finally {
      this.#sending = false;
    }
  }

  #isDue(): boolean {
    const { partition, connection } = this.#options;
    return this.#position !== undefined && this.#position < partition.end && connection.mayRead;
  }

  async #sendNext(offset: number): Promise<void> {
    const { partition, connection } = this.#options;
    if (offset < partition.start) {
      this.fail({ code: 'OffsetEvicted', offset, nextAvailable: partition.start });
      return;
    }
    const end = partition.end;
    const chain = this.#chain;
    const { maxBytes } = this.#options.request;
    const wanted = chain === undefined ? Math.min(maxBytes, MOST_PLAIN_BYTES) : this.#fetchSize.bytes;
    const batches = await connection.reading(wanted, () => partition.read(offset, wanted));
    if (this.#closed || this.#position !== offset) return;
    // Another stream of the connection was faster: read again once the peer has caught up.
    if (connection.congested) return;
    const bounds = { highWatermark: end, nextFilterOffset: -1, logStartOffset: partition.start };
    if (chain === undefined) {
      this.#position = undefined;
      this.#send(NO_ERROR, batches, { ...bounds, nextFilterOffset: 0 });
      return;
    }
    const result = await chain.process(batches, maxBytes);
    const { batch, nextOffset, failure, tooLarge } = result;
    if (this.#closed) return;
    this.#fetchSize.learn(result.consumedBytes, batch?.length ?? 0);
    if (batch === null && failure === null) {
      this.#position = tooLarge ? end : nextOffset;
      return;
    }
    this.#position = undefined;
    const error = failure === null ? NO_ERROR : runtimeError(failure);
    this.#send(error, batch, { ...bounds, nextFilterOffset: batch === null ? end : nextOffset });
  }

  #send(
    errorCode: ErrorCode,
    records: Uint8Array | null,
    bounds: { highWatermark: number; nextFilterOffset: number; logStartOffset: number },
  ): void {
    const { partition, connection, correlationId, version } = this.#options;
    const head = {
      topic: partition.topic,
      streamId: this.id,
      partition: { partitionIndex: partition.index, errorCode, aborted: null, ...bounds },
    };
    const length = records?.length ?? 0;
    connection.send(
      correlationId,
      (writer) => encodeStreamFetchResponseHead(writer, head, length, version),
      records ?? undefined,
    );
  }
}
