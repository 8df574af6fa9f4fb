/** What went wrong, for a machine. */
export type FluvioErrorCode =
  | 'NATIVE_MISSING'
  | 'NOT_BUILT'
  | 'PROFILE_NOT_FOUND'
  | 'CONNECT_FAILED'
  | 'CONNECTION_LOST'
  | 'CLOSED'
  | 'TOPIC_EXISTS'
  | 'TOPIC_NOT_FOUND'
  | 'TOPIC_NAME_INVALID'
  | 'TOPICS_FILE_INVALID'
  | 'PARTITION_NOT_FOUND'
  | 'OFFSET_EVICTED'
  | 'OFFSET_PAST_END'
  | 'OFFSET_OUT_OF_REACH'
  | 'GAP'
  | 'LOG_CHANGED'
  | 'RECORD_TOO_LARGE'
  | 'PRODUCER_DEAD'
  | 'SMARTMODULE_FAILED'
  | 'OTHER';

/** Facts that belong to some codes. */
export interface FluvioErrorDetails {
  readonly cause?: unknown;
  /** GAP: the offsets `[from, to)` that the log no longer gives. OFFSET_EVICTED: the offset asked for and the log's start. */
  readonly from?: number;
  readonly to?: number;
  /** PRODUCER_DEAD: records that may or may not have been written. */
  readonly uncertain?: number;
}

/** Every error of the door to Fluvio: a code for the machine, a sentence for the person, `cause` kept. */
export class FluvioError extends Error {
  override readonly name = 'FluvioError';
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly uncertain: number | undefined;

  constructor(
    readonly code: FluvioErrorCode,
    message: string,
    details: FluvioErrorDetails = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.from = details.from;
    this.to = details.to;
    this.uncertain = details.uncertain;
  }
}

const SENTENCES: ReadonlyArray<readonly [RegExp, FluvioErrorCode]> = [
  [/topic already exists/i, 'TOPIC_EXISTS'],
  [/invalid topic name/i, 'TOPIC_NAME_INVALID'],
  [/topic not found|topic (was |has been )?deleted|TopicDeleted|TopicNotFound/i, 'TOPIC_NOT_FOUND'],
  [/partition not found|failed to find partition/i, 'PARTITION_NOT_FOUND'],
  [/evicted/i, 'OFFSET_EVICTED'],
  [/SmartModule/i, 'SMARTMODULE_FAILED'],
  [/record size|too large|larger than|MessageTooLarge/i, 'RECORD_TOO_LARGE'],
  [
    /socket|connection|broken pipe|timed out|os error|is closed|spu (offline|not found)|not (the )?leader/i,
    'CONNECTION_LOST',
  ],
];

/**
 * The native client rejects with an array of one string, not with an `Error`: this is the one place that turns it into
 * one. `doing` says what was asked for: "create topic player-events".
 */
export function wrapNative(doing: string, thrown: unknown): FluvioError {
  if (thrown instanceof FluvioError) return thrown;
  const text = nativeText(thrown);
  const code = SENTENCES.find(([pattern]) => pattern.test(text))?.[1] ?? 'OTHER';
  return new FluvioError(code, `Could not ${doing}: ${text}`, { cause: thrown });
}

/** PartitionFull, which the native client has no name for; see fluvio/broker/spu/produce.ts. */
const NOT_WRITTEN = /Internal error: Socket error: Socket io Unknown ErrorCode type 72/;

function nativeText(thrown: unknown): string {
  const one = Array.isArray(thrown) ? thrown[0] : thrown;
  const text = one instanceof Error ? one.message : String(one);
  return text
    .replace(NOT_WRITTEN, 'the broker could not write the records; its disk may be full')
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/\.?$/, '.');
}
