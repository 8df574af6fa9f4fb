/** How the collector judges events: by the very rules of the processors. */
import { loadTopics, MAX_RECORD_BYTES } from '../../fluvio/client/index.js';
import { REASONS, type ReasonCode } from '../../processors/verdict/reasons.js';
import { rulesFor } from '../../processors/verdict/rules.js';
import { validateValue } from '../../processors/verdict/validate.js';
import { TOPICS, type Topic } from '../../schemas/index.js';
import type { Settings } from '../../settings/settings.js';

/** What becomes of one event. */
export type Result = { readonly status: 'accepted' } | RejectedResult;

export interface RejectedResult {
  readonly status: 'rejected';
  readonly reason: ReasonCode;
  /** JSON pointer of the value at fault; empty for the whole event. */
  readonly pointer: string;
  readonly message: string;
}

export interface Judged {
  readonly result: Result;
  /** The record's; empty for what is rejected. */
  readonly key: string;
  readonly hasEventId: boolean;
}

export interface TopicRules {
  /** What an event becomes that is taken in at a time, ms since 1970. */
  judge(value: Buffer, now: number): Judged;
  /** What the studio calls a field of ours. */
  nameOf(field: string): string;
  /** Of ours: the field that is the record's key. */
  readonly key: string;
}

export type Judges = { readonly [T in Topic]: TopicRules };

const SENTENCES: ReadonlyMap<ReasonCode, string> = new Map(REASONS);
const ACCEPTED: Result = { status: 'accepted' };

export function judgesFor(settings: Settings): Judges {
  const keys = new Map(loadTopics().map(({ name, key }) => [name, key]));
  const rulesOf = (topic: Topic): TopicRules => {
    const rules = rulesFor(topic, settings);
    const key = keys.get(topic)!;
    return {
      key,
      nameOf: (field) => rules.names?.toTheirs(field) ?? field,
      judge: (value, now) => {
        const checked = validateValue(topic, value, 0, value.length, now, rules);
        if (!checked.ok) return rejected(checked.reason, checked.pointer);
        const event = checked.event as unknown as Readonly<Record<string, unknown>>;
        return { result: ACCEPTED, key: String(event[key]), hasEventId: event.event_id !== undefined };
      },
    };
  };
  return Object.fromEntries(TOPICS.map((topic) => [topic, rulesOf(topic)])) as Judges;
}

export function rejected(
  reason: ReasonCode,
  pointer: string,
  message = SENTENCES.get(reason)!,
): Judged & { readonly result: RejectedResult } {
  return { result: { status: 'rejected', reason, pointer, message }, key: '', hasEventId: false };
}

/** What the processors would take, but no record can carry that far. */
export function withinReach(value: Buffer, judged: Judged): Judged {
  if (judged.result.status === 'rejected') return judged;
  const bytes = value.length + Buffer.byteLength(judged.key);
  if (bytes <= MAX_RECORD_BYTES) return judged;
  return rejected(
    'too_large',
    '',
    `The event and its key have ${bytes} bytes; a record takes ${MAX_RECORD_BYTES} at the most.`,
  );
}
