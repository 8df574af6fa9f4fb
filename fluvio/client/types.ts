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
}

export interface TopicSettings {
  readonly partitions: number;
  /** Seconds a record is kept. Carried only where the client can say it (the embedded broker; see topics.yaml). */
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
  /** `-1` marks an absent key; an empty key has `keyStart === keyEnd`. */
  readonly keyStart: Int32Array;
  readonly keyEnd: Int32Array;
  readonly valueStart: Int32Array;
  readonly valueEnd: Int32Array;
  /** Fluvio's timestamp of each record, ms since 1970; `NaN` when there is none (or −1). */
  readonly timestamps: Float64Array;
  /** All values lie one after the other in `bytes[valueStart[0], valueEnd[count - 1])`, and the stored batch is whole. */
  readonly packed: boolean;
}

/** A record to send. `key` undefined sends none. */
export interface OutgoingRecord {
  readonly key: string | Uint8Array;
  readonly value: string | Uint8Array;
}

/** What a flush knows: everything sent since the last good flush is certain, or nothing of it is. */
export interface ProducerCounts {
  /** Records that the broker has acknowledged. */
  readonly certain: number;
  /** Records that may or may not have been written: sent again after a lost connection. */
  readonly repeated: number;
}
