/** Generated events as a studio with other names for topics and fields would send them. */
import type { GeneratedEvent } from '../../generator/index.js';
import { TOPICS, type Topic } from '../../schemas/index.js';
import type { Settings } from '../../settings/settings.js';

/** An event on its way: its topic is the cluster's. */
export interface OutgoingEvent extends Omit<GeneratedEvent, 'topic'> {
  readonly topic: string;
}

/**
 * What to make of each event before it is sent; the event itself where no name differs. Spoiled events, which may be no
 * JSON, keep their faults: only the texts of the fields' names are replaced.
 */
export function studioNames({ topics, fields }: Settings): (event: GeneratedEvent) => OutgoingEvent {
  const renamers = new Map<Topic, (value: string | Uint8Array) => string | Uint8Array>();
  for (const topic of TOPICS) {
    const renamed = Object.entries(fields[topic] ?? {}).filter(([ours, theirs]) => ours !== theirs);
    if (renamed.length > 0) renamers.set(topic, fieldRenamer(new Map(renamed)));
  }
  return (event) => {
    const topic = topics[event.topic];
    const rename = renamers.get(event.topic);
    if (rename === undefined) return topic === event.topic ? event : { ...event, topic };
    return { ...event, topic, value: rename(event.value) };
  };
}

function fieldRenamer(names: ReadonlyMap<string, string>) {
  // A name is a key where a brace or a comma stands before it and a colon behind; in a text its quotes are escaped.
  const keys = new RegExp(`(?<=[{,]\\s*)"(${[...names.keys()].join('|')})"(?=\\s*:)`, 'g');
  const replaced = (text: string, encoded: (json: string) => string) =>
    text.replace(keys, (_, name: string) => encoded(JSON.stringify(names.get(name))));
  return (value: string | Uint8Array): string | Uint8Array => {
    if (typeof value === 'string') return replaced(value, (json) => json);
    // Not valid UTF-8, so byte by byte.
    const bytes = Buffer.from(value).toString('latin1');
    return Buffer.from(
      replaced(bytes, (json) => Buffer.from(json).toString('latin1')),
      'latin1',
    );
  };
}
