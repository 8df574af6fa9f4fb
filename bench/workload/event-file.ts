/** The events of a run, as `game-flow generate --to` writes them: {"topic":…,"key":…,"value":"…"} a line. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Topic } from '../../schemas/index.js';

export interface FileEvent {
  readonly topic: Topic;
  readonly key: string;
  readonly value: string;
}

/** In order; `count` of them at the most. */
export async function* eventsOf(path: string, count = Number.POSITIVE_INFINITY): AsyncGenerator<FileEvent> {
  const input = createReadStream(path, { highWaterMark: 1 << 20 });
  let taken = 0;
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (taken++ >= count) return;
      yield JSON.parse(line) as FileEvent;
    }
  } finally {
    input.destroy();
  }
}

/** The same in pieces, so that a piece costs one turn of the loop and not each event. */
export async function* chunksOf(path: string, size: number, count?: number): AsyncGenerator<FileEvent[]> {
  let chunk: FileEvent[] = [];
  for await (const event of eventsOf(path, count)) {
    chunk.push(event);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

export async function allEvents(path: string, count?: number): Promise<FileEvent[]> {
  const events: FileEvent[] = [];
  for await (const event of eventsOf(path, count)) events.push(event);
  return events;
}
