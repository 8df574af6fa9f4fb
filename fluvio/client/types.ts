import type { ColumnsModule } from './column-delivery.js';
import type { ColumnBatch } from './columns/column-batch.js';
import type { RecordFilter } from './filtered-delivery.js';

/**
 * The shapes in which the rest of the project sees Fluvio. Nothing outside `fluvio/` imports `@fluvio/client`
 * or knows whether the broker behind an address is the embedded one or a cluster.
 */

/** Which Fluvio to talk to: an address (no TLS), or a profile of the `fluvio` command (TLS included). */
export type FluvioTarget =
  | { readonly kind: 'address'; readonly host: string; readonly port: number }
  | { readonly kind: 'profile'; readonly name: string };

/** One partition as the cluster last reported it; on a real cluster up to half a second old. */
export interface PartitionStatus {
  readonly topic: string;
  readonly partition: number;
  /** Offset of the first record still kept. */
  readonly logStart: number;
  /** Offset after the last record that consumers may count on. */
  readonly highWatermark: number;
  /** Offset after the last record written. */
  readonly logEnd: number;
  /** Number of the SPU that leads it. */
  readonly leader: number;
  /** Copies of the log, the leader's included. Records beyond the high watermark are not in all of them yet. */
  readonly replicas: number;
  /** While the leader is away, the offsets are those of its last report, and it may have written and served more. */
  readonly isOnline: boolean;
}

export interface TopicSummary {
  readonly name: string;
  readonly partitions: number;
}

export interface TopicSettings {
  readonly partitions: number;
  /** Seconds a record is kept. The Node client cannot say it to a cluster; the embedded broker keeps the same 7 days. */
  readonly retentionSeconds?: number;
}

/**
 * Consecutive records of one partition, in columns over one buffer, so that 100 events cost one object and not 400.
 * Record `i` has offset `baseOffset + i`; its key is `bytes[keyStart[i], keyEnd[i])`, its value
 * `bytes[valueStart[i], valueEnd[i])`.
 */
export interface RecordBatch {
  readonly topic: string;
  readonly partition: number;
  readonly baseOffset: number;
  readonly count: number;
  readonly bytes: Buffer;
  /** `-1` marks an absent key, `-2` a record that a filter did not select; an empty key has `keyStart === keyEnd`. */
  readonly keyStart: Int32Array;
  readonly keyEnd: Int32Array;
  readonly valueStart: Int32Array;
  readonly valueEnd: Int32Array;
  /** Fluvio's timestamp of each record, ms since 1970; `NaN` when there is none (or −1). */
  readonly timestamps: Float64Array;
  /** All values lie one after the other in `bytes[valueStart[0], valueEnd[count - 1])`, and the stored batch is whole. */
  readonly packed: boolean;
}

/** A record to send. Its key decides the partition. The Node client cannot send a record without a key. */
export interface OutgoingRecord {
  readonly key: string | Uint8Array;
  readonly value: string | Uint8Array;
}

/** What is known after a flush. */
export interface ProducerCounts {
  /** Records that the broker has acknowledged. */
  readonly certain: number;
  /** Of these, records sent again after a lost connection: each may be in the log twice. */
  readonly repeated: number;
}

/** A connection was lost and is there again. */
export interface ReconnectNotice {
  readonly cause: Error;
  readonly afterMs: number;
}

/** How long a connection puts up with trouble. The defaults suit people; tests shorten them. */
export interface Patience {
  /** Ms without a working connection, and without progress, before giving up. */
  readonly giveUpAfterMs: number;
  /** Ms of silence, while the partition is known to hold more, before the silence is looked into. */
  readonly stallMs: number;
  /** Ms within which the native client must answer a call: after a loss it may never do (see native-process.ts). */
  readonly answerMs: number;
}

export interface FluvioOptions extends Partial<Patience> {
  /** Told of each reconnection: for talk only. */
  readonly onReconnect?: (notice: ReconnectNotice) => void;
  /** The most bytes that Fluvio puts into one answer to a stream. */
  readonly maxBytes?: number;
}

export interface ReadOptions {
  /** An offset (any, stored-batch boundary or not), the log's start, or its end as it is now. */
  readonly from: number | 'start' | 'end';
  /** Ends the iteration, quietly. */
  readonly signal?: AbortSignal;
}

export interface RecordReadOptions extends ReadOptions {
  /** Selects records inside of Fluvio; the others come without key and value, and `isSelected` tells which. */
  readonly filter?: RecordFilter;
}

export interface ColumnReadOptions extends ReadOptions {
  readonly columns: ColumnsModule;
  /**
   * Whether the module is to work in Fluvio, so that only columns travel, or here on whole records (then `raw` has them
   * all). Asked before each batch; another answer counts from the next one on.
   */
  readonly pushDown: () => boolean;
}

export interface PlainReadOptions {
  /** Offsets that the log holds: from the first on, up to and without the second. */
  readonly from: number;
  readonly to: number;
  /** Ends the iteration, quietly. */
  readonly signal?: AbortSignal;
}

export interface FluvioProducer {
  /**
   * Queues `records`, in order; resolves when there is room for more, not when they are written. Rejects with
   * RECORD_TOO_LARGE before anything is queued when one of them is larger than `MAX_RECORD_BYTES`; with PRODUCER_DEAD
   * when the connection is gone for good.
   */
  send(records: readonly OutgoingRecord[]): Promise<void>;
  /** Resolves when everything sent so far is acknowledged, with the counts since the producer was made. */
  flush(): Promise<ProducerCounts>;
  /** Gives the producer up without flushing. */
  close(): void;
}

export interface FluvioConnection {
  /** Topics by name, without Fluvio's own. */
  topics(): Promise<TopicSummary[]>;
  createTopic(name: string, settings: TopicSettings): Promise<void>;
  deleteTopic(name: string): Promise<void>;
  /** All partitions, or those of one topic, in order. A topic made a moment ago may not be there yet. */
  partitions(topic?: string): Promise<PartitionStatus[]>;
  /**
   * Makes sure of the starts that `partitions` tells of these topics. A cluster may list the start of a log that nobody
   * writes to as it was before retention moved it.
   */
  settleLogStarts(topics: readonly string[]): Promise<void>;
  producer(topic: string): FluvioProducer;
  /** What the cluster calls a topic, for messages about its log. */
  nameAtCluster(topic: string): string;
  /**
   * Reads one partition from an offset on, in order, without gaps, and then waits for more. Reconnects and resumes by
   * itself. Throws OFFSET_EVICTED, OFFSET_PAST_END, GAP, TOPIC_NOT_FOUND, or CONNECTION_LOST after trying long enough.
   */
  read(
    topic: string,
    partition: number,
    options: RecordReadOptions,
  ): AsyncGenerator<RecordBatch, void, undefined>;
  /**
   * As `read`, but records come as columns. What the module fails on in Fluvio is judged here. A batch must not be used
   * any more when the next one is asked for: its codes may mean other texts by then.
   */
  readColumns(
    topic: string,
    partition: number,
    options: ColumnReadOptions,
  ): AsyncGenerator<ColumnBatch, void, undefined>;
  /**
   * Reads offsets of one partition through the Node client's own iterator, with no SmartModule: slower than `read`, and
   * without timestamps (`NaN`), which the iterator does not show. Throws OFFSET_EVICTED, GAP where the log ends early,
   * TOPIC_NOT_FOUND, or CONNECTION_LOST.
   */
  readPlain(
    topic: string,
    partition: number,
    options: PlainReadOptions,
  ): AsyncGenerator<RecordBatch, void, undefined>;
  /** Ends everything on this connection; the process can then exit by itself. */
  close(): Promise<void>;
}
