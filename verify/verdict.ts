import { type EventOf, isEvent, isTopic, type Topic, toEvent } from './events.js';
import { groupBy, key } from './groups.js';
import { type OracleRecord, valueText } from './record.js';
import { MINUTE } from './time.js';

export type Verdict = 'accepted' | 'duplicate' | 'rejected';

export interface Judged {
  record: OracleRecord;
  topic: Topic;
  verdict: Verdict;
}

/** The accepted events of each topic, in no order that means anything. */
export type Accepted = { [T in Topic]: EventOf[T][] };

const MAX_AHEAD = 5 * MINUTE;

/** The verdict on every record of the five topics (records of other topics are left out), and what was accepted. */
export function judge(records: Iterable<OracleRecord>): { judged: Judged[]; accepted: Accepted } {
  const judged: Judged[] = [];
  const accepted: Accepted = {
    'player-events': [],
    'purchase-events': [],
    'server-metrics': [],
    'combat-events': [],
    'game-actions': [],
  };
  const partitions = groupBy(records, (record) => key(record.topic, record.partition));
  for (const partition of partitions.values()) {
    const topic = partition[0]!.topic;
    if (isTopic(topic)) judgePartition(topic, partition, judged, accepted[topic]);
  }
  return { judged, accepted };
}

function judgePartition<T extends Topic>(
  topic: T,
  partition: OracleRecord[],
  judged: Judged[],
  accepted: EventOf[T][],
): void {
  const acceptedIds = new Set<string>();
  let previous = -1;
  for (const record of [...partition].sort((a, b) => a.offset - b.offset)) {
    if (record.offset <= previous) {
      throw new Error(`${topic}/${record.partition}: offset ${record.offset} was given twice`);
    }
    previous = record.offset;
    const value = validValue(topic, record);
    if (value === null) {
      judged.push({ record, topic, verdict: 'rejected' });
      continue;
    }
    const id = value.event_id;
    if (typeof id === 'string' && acceptedIds.has(id)) {
      judged.push({ record, topic, verdict: 'duplicate' });
      continue;
    }
    if (typeof id === 'string') acceptedIds.add(id);
    judged.push({ record, topic, verdict: 'accepted' });
    accepted.push(toEvent(topic, value));
  }
}

/** The parsed value of a record that is valid in itself and not ahead of its own record; null otherwise. */
function validValue(topic: Topic, record: OracleRecord): Record<string, unknown> | null {
  const text = valueText(record);
  if (text === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isEvent(topic, value)) return null;
  const stamped = record.timestamp !== null && record.timestamp !== -1;
  if (stamped && toEvent(topic, value).time > record.timestamp! + MAX_AHEAD) return null;
  return value;
}
