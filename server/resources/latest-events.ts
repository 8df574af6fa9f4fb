/** The latest events as a resource: those of the topics, and those that ended at the door, in one list by time. */
import type { LatestVerdict } from '../../processors/store/latest/record.js';
import { latestEvents as storedEvents } from '../../processors/store/latest/rows.js';
import { TOPICS } from '../../schemas/index.js';
import type { RecentEvents } from '../collector/recent.js';
import { Problem } from '../problem.js';
import type { ReadPage, Resource, Row } from './resource.js';
import { latestEvents, VERDICTS } from './rows/events.js';

export interface LatestEventsParts {
  /** What ended at the door. */
  readonly recent: Pick<RecentEvents, 'list'>;
  /** Is told of each key that somebody looks at, so that none of its events is missed from then on. */
  readonly follow: (key: string) => void;
}

/** How far a page goes: of either source, the `seq` before which the next page begins. */
interface Place {
  readonly topic: number;
  readonly http: number;
}

export function latestEventsResource({ recent, follow }: LatestEventsParts): Resource {
  return {
    path: 'events/latest',
    ...latestEvents,
    isOfDatabase: false,
    isReversible: false,
    filters: {
      topic: { type: 'string', enum: TOPICS, description: 'Of this topic alone.' },
      key: {
        type: 'string',
        minLength: 1,
        maxLength: 128,
        description: 'About this player or server alone.',
      },
      verdict: { type: 'string', enum: VERDICTS, description: 'Those alone that became this.' },
    },
    query: ({ topic, key, verdict }, { limit, after }) => {
      const place = after === undefined ? undefined : placeOf(after);
      return (db) => {
        if (key !== undefined) follow(key);
        const chosen = { topic, key, verdict: verdict as LatestVerdict | undefined };
        const stored = storedEvents(db, { ...chosen, after: place?.topic, limit: limit + 1 });
        const ended = recent.list(chosen);
        const start = place ?? { topic: afterNewest(stored), http: afterNewest(ended) };
        const atDoor = ended.filter(({ seq }) => seq < start.http);
        return merged(stored.map(ofTopic), atDoor.map(ofDoor), start, limit);
      };
    },
  };
}

function afterNewest([newest]: readonly { readonly seq: number }[]): number {
  return newest === undefined ? 0 : newest.seq + 1;
}

interface EventRow extends Row {
  readonly source: keyof Place;
  readonly seq: number;
  readonly at: string | null;
}

/** The newest first; one without a time stays before what is older in its own source. */
function merged(stored: EventRow[], atDoor: EventRow[], start: Place, limit: number): ReadPage {
  const rows: EventRow[] = [];
  let place = start;
  while (rows.length < limit) {
    const [one, other] = [stored[0], atDoor[0]];
    const isStored = one !== undefined && (other === undefined || one.at === null || one.at >= other.at!);
    const row = (isStored ? stored : atDoor).shift();
    if (row === undefined) break;
    rows.push(row);
    place = { ...place, [row.source]: row.seq };
  }
  const hasMore = stored.length + atDoor.length > 0;
  return { rows, next: hasMore ? `${place.topic}.${place.http}` : null };
}

function placeOf(after: string): Place {
  const [, topic, http] = /^(\d{1,15})\.(\d{1,15})$/.exec(after) ?? [];
  if (topic === undefined) throw new Problem(400, 'invalid_query', 'after is no `next` of events/latest.');
  return { topic: Number(topic), http: Number(http) };
}

function ofTopic(event: ReturnType<typeof storedEvents>[number]): EventRow {
  const { seq, at, topic, partition, offset, key, verdict, reason, pointer, value } = event;
  return { seq, at, source: 'topic', topic, partition, offset, key, verdict, reason, pointer, value };
}

function ofDoor(event: ReturnType<RecentEvents['list']>[number]): EventRow {
  const { seq, at, source, topic, partition, offset, key, verdict, reason, pointer, value } = event;
  // A key that is empty is one that could not be read.
  return { seq, at, source, topic, partition, offset, key: key || null, verdict, reason, pointer, value };
}
