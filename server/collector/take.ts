/** What events of a request become: moved, judged, given ids, sent, and shown where they end here. */
import { setImmediate as turn } from 'node:timers/promises';
import type { OutgoingRecord } from '../../fluvio/client/index.js';
import type { Topic } from '../../schemas/index.js';
import type { Caller } from '../access/caller.js';
import type { DoorCounts } from '../observe/door-counts.js';
import type { ClockCorrections } from './corrections.js';
import { parsedObject, withEventId, withTimeMoved } from './event-text.js';
import type { Ingest } from './ingest.js';
import { type Judged, type Judges, type Result, type TopicRules, withinReach } from './judges.js';
import { RecentEvents } from './recent.js';

/** So many are judged before other requests have their turn. */
const JUDGED_AT_ONCE = 500;

export interface TakeParts {
  readonly ingest: Pick<Ingest, 'add' | 'waitingBytes'>;
  readonly judges: Judges;
  readonly corrections: Pick<ClockCorrections, 'note' | 'list'>;
  readonly recent: RecentEvents;
  readonly door: DoorCounts;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface Order {
  readonly topic: Topic;
  /** The events as they came. */
  readonly values: readonly Buffer[];
  readonly caller: Caller;
  readonly address: string;
  /** When the request came, ms since 1970. */
  readonly at: number;
  /** By how much the events' times are moved, ms. */
  readonly offset: number;
  /** They are judged, and nothing else. */
  readonly isDryRun: boolean;
  /** An id for the event at an index that brings none; undefined where none is to be given. */
  readonly eventId?: ((index: number) => string) | undefined;
}

export interface Taken {
  readonly results: readonly Result[];
  /** The events as they were judged, and sent if they were. */
  readonly values: readonly Buffer[];
  readonly accepted: number;
}

interface JudgedEvent {
  readonly verdict: Judged;
  /** As it was judged. */
  readonly value: Buffer;
}

/** Resolves when the broker has acknowledged what was accepted. @throws Problem 503 when it does not */
export async function take(parts: TakeParts, order: Order): Promise<Taken> {
  const { topic, caller, isDryRun, offset } = order;
  const judged: JudgedEvent[] = [];
  for (let i = 0; i < order.values.length; i++) {
    if (i > 0 && i % JUDGED_AT_ONCE === 0) await turn();
    judged.push(judgedAt(parts, order, i));
  }
  const accepted = judged.filter(({ verdict }) => verdict.result.status === 'accepted');
  if (!isDryRun) {
    show(parts, order, judged);
    for (const {
      verdict: { result },
    } of judged)
      if (result.status === 'rejected') parts.door.note(topic, 'rejected', result.reason);
    if (caller.isSandbox) parts.door.note(topic, 'sandbox', '', accepted.length);
    if (!caller.isSandbox && accepted.length > 0) {
      if (offset !== 0)
        parts.corrections.note({
          at: order.at,
          key: caller.key,
          address: order.address,
          topic,
          events: accepted.length,
          offset_ms: offset,
        });
      const records = accepted.map(({ verdict, value }): OutgoingRecord => ({ key: verdict.key, value }));
      await parts.ingest.add(topic, records, caller.key);
      parts.door.note(topic, 'accepted', '', accepted.length);
    }
  }
  return {
    results: judged.map(({ verdict }) => verdict.result),
    values: judged.map(({ value }) => value),
    accepted: accepted.length,
  };
}

function judgedAt(
  { judges, now }: TakeParts,
  { topic, values, offset, eventId }: Order,
  index: number,
): JudgedEvent {
  const rules = judges[topic];
  const came = values[index]!;
  const moved = offset === 0 ? came : withTimeMoved(came, topic, rules, offset);
  const judged = rules.judge(moved, now());
  const isToBeNamed = eventId !== undefined && judged.result.status === 'accepted' && !judged.hasEventId;
  const value = isToBeNamed ? withEventId(moved, rules, eventId(index)) : moved;
  return { verdict: withinReach(value, judged), value };
}

/** Of so many that the first would be dropped again at once, only the last. */
function show(
  { recent, judges, now }: TakeParts,
  { topic, caller }: Order,
  judged: readonly JudgedEvent[],
): void {
  const ended = judged.filter(({ verdict }) => caller.isSandbox || verdict.result.status === 'rejected');
  for (const {
    verdict: { result, key },
    value,
  } of ended.slice(-RecentEvents.most))
    recent.add(
      result.status === 'accepted'
        ? { topic, key, verdict: 'sandbox', reason: null, pointer: null, value, at: now() }
        : {
            topic,
            key: keyIn(value, judges[topic]),
            verdict: 'rejected',
            reason: result.reason,
            pointer: result.pointer,
            value,
            at: now(),
          },
    );
}

/** What the record's key would be, if that much of a rejected event can be read. */
function keyIn(value: Buffer, { key, nameOf }: TopicRules): string {
  const event = parsedObject(value.toString('utf8'));
  const field = nameOf(key);
  const found = event !== undefined && Object.hasOwn(event, field) ? event[field] : undefined;
  return typeof found === 'string' ? found : '';
}
