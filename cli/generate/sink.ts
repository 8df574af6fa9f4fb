/** Where generated events go: topics, or a file of lines. */

import { isUtf8 } from 'node:buffer';
import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { FluvioConnection, FluvioProducer } from '../../fluvio/client/index.js';
import { CommandError } from '../exit.js';
import type { OutgoingEvent } from './studio-names.js';

export interface EventSink {
  /** Resolves when there is room for more. */
  send(events: readonly OutgoingEvent[]): Promise<void>;
  /** Resolves when everything sent is certain; returns how many events are, and how many were sent twice. */
  flush(): Promise<{ certain: number; repeated: number }>;
  close(): Promise<void>;
}

export class TopicSink implements EventSink {
  readonly #producers = new Map<string, FluvioProducer>();

  constructor(readonly connection: FluvioConnection) {}

  async send(events: readonly OutgoingEvent[]): Promise<void> {
    const byTopic = new Map<string, OutgoingEvent[]>();
    for (const event of events) {
      const same = byTopic.get(event.topic);
      if (same === undefined) byTopic.set(event.topic, [event]);
      else same.push(event);
    }
    await Promise.all([...byTopic].map(([topic, records]) => this.#producer(topic).send(records)));
  }

  async flush(): Promise<{ certain: number; repeated: number }> {
    const counts = await Promise.all([...this.#producers.values()].map((producer) => producer.flush()));
    return {
      certain: counts.reduce((sum, { certain }) => sum + certain, 0),
      repeated: counts.reduce((sum, { repeated }) => sum + repeated, 0),
    };
  }

  async close(): Promise<void> {
    for (const producer of this.#producers.values()) producer.close();
  }

  #producer(topic: string): FluvioProducer {
    let producer = this.#producers.get(topic);
    if (producer === undefined) {
      producer = this.connection.producer(topic);
      this.#producers.set(topic, producer);
    }
    return producer;
  }
}

/** `{"topic":…,"key":…,"value":…}` a line; bytes that are no text as `value_base64`, like `consume -O ndjson`. */
export class FileSink implements EventSink {
  readonly #file: WriteStream;
  #written = 0;
  #failure: Error | undefined;

  constructor(readonly path: string) {
    this.#file = createWriteStream(path);
    this.#file.on('error', (error) => this.#fail(error));
  }

  async send(events: readonly OutgoingEvent[]): Promise<void> {
    const room = this.#file.write(events.map(eventLine).join(''));
    this.#written += events.length;
    if (!room) await this.#drained();
    if (this.#failure !== undefined) throw this.#failure;
  }

  async flush(): Promise<{ certain: number; repeated: number }> {
    await new Promise<void>((resolve) => {
      this.#file.write('', (error) => {
        if (error) this.#fail(error);
        resolve();
      });
    });
    if (this.#failure !== undefined) throw this.#failure;
    return { certain: this.#written, repeated: 0 };
  }

  async close(): Promise<void> {
    if (this.#failure !== undefined) return;
    this.#file.end();
    await finished(this.#file).catch((error) => {
      throw this.#failure ?? error;
    });
  }

  #fail(error: NodeJS.ErrnoException): void {
    this.#failure ??= new CommandError(`${this.path} could not be written (${error.code}).`, {
      cause: error,
    });
  }

  #drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#file.off('drain', done).off('error', done);
        resolve();
      };
      this.#file.once('drain', done).once('error', done);
    });
  }
}

function eventLine({ topic, key, value }: OutgoingEvent): string {
  if (typeof value === 'string') return `${JSON.stringify({ topic, key, value })}\n`;
  const bytes = Buffer.from(value);
  const line = isUtf8(bytes)
    ? { topic, key, value: bytes.toString() }
    : { topic, key, value: null, value_base64: bytes.toString('base64') };
  return `${JSON.stringify(line)}\n`;
}
