/** The workload with something else about it: repeats, other ids, other players. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { KEY_FIELD } from '../../schemas/index.js';
import { chunksOf, type FileEvent } from './event-file.js';

export interface Variant {
  readonly name: string;
  /** Of `generate`. */
  readonly flags?: readonly string[];
  /** How many events for one of the workload. */
  readonly times?: number;
  /** What becomes of each event. @param i its place in the file */
  readonly change?: (event: FileEvent, i: number) => FileEvent;
}

export const VARIANTS: readonly Variant[] = [
  { name: 'no duplicates' },
  { name: '0.1 % duplicates', flags: ['--duplicates', '0.001'] },
  { name: '1 % duplicates', flags: ['--duplicates', '0.01'] },
  { name: 'UUIDs for ids', change: withUuid },
  { name: 'no ids', change: withoutId },
  // Four of five events are of a player: so many events as players are wanted, and a quarter more.
  { name: 'a player an event', times: 1.25, change: withPlayerOfItsOwn },
];

/** Writes the changed events of one file into another. */
export async function changeFile(
  from: string,
  to: string,
  change: (event: FileEvent, i: number) => FileEvent,
): Promise<void> {
  const lines = async function* () {
    let i = 0;
    for await (const chunk of chunksOf(from, 1000)) {
      yield chunk.map((event) => `${JSON.stringify(change(event, i++))}\n`).join('');
    }
  };
  await pipeline(Readable.from(lines()), createWriteStream(to));
}

/** The same id for the same event, so that a repeat stays one. */
function withUuid(event: FileEvent): FileEvent {
  const fields = fieldsOf(event);
  const hex = createHash('sha256').update(`${event.topic} ${fields.event_id}`).digest('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`];
  return withFields(event, { ...fields, event_id: [...parts, hex.slice(20, 32)].join('-') });
}

function withoutId(event: FileEvent): FileEvent {
  const { event_id: _, ...fields } = fieldsOf(event);
  return withFields(event, fields);
}

function withPlayerOfItsOwn(event: FileEvent, i: number): FileEvent {
  if (event.topic === 'server-metrics') return event;
  const player = `player_${i}`;
  return { ...withFields(event, { ...fieldsOf(event), [KEY_FIELD[event.topic]]: player }), key: player };
}

function fieldsOf({ value }: FileEvent): Record<string, unknown> {
  return JSON.parse(value) as Record<string, unknown>;
}

function withFields(event: FileEvent, fields: Record<string, unknown>): FileEvent {
  return { ...event, value: JSON.stringify(fields) };
}
