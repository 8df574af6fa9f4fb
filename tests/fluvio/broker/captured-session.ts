import { readdirSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { FrameSplitter } from '../../../fluvio/protocol/frame.js';
import { Reader } from '../../../fluvio/protocol/reader.js';
import { codecFor } from '../protocol/message-codecs.js';

/** One captured frame with its connection; `tests/golden/README.md` says what the fields mean. */
export interface CapturedFrame {
  readonly conn: number;
  readonly server: 'SC' | 'SPU';
  readonly from: 'client' | 'server';
  readonly api: string;
  readonly key: number;
  readonly version: number;
  readonly correlation: number;
  readonly frame: Buffer;
}

const FOLDER = new URL('../../golden/', import.meta.url);

/** The captures with frames, in the order in which they were made. */
export function captures(): string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.jsonl') && !file.includes('-raw-'))
    .map((file) => file.slice(0, -'.jsonl'.length))
    .sort();
}

export function framesOf(capture: string): CapturedFrame[] {
  return readFileSync(new URL(`${capture}.jsonl`, FOLDER), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const frame = JSON.parse(line) as CapturedFrame & { frame: string };
      return { ...frame, frame: Buffer.from(frame.frame, 'hex') };
    });
}

/** A captured answer, decoded. */
export function decodeAnswer({ server, key, version }: CapturedFrame, frame: Buffer): unknown {
  return codecFor(server, key).response.decode(new Reader(frame, 8), version);
}

/** One connection that captured frames are sent over; what comes back waits until it is asked for. */
export class Replay {
  readonly #socket: Socket;
  readonly #splitter = new FrameSplitter();
  readonly #received: Buffer[] = [];
  #wake: () => void = () => {};

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => {
      // With the length in front, as captures have it.
      for (const frame of this.#splitter.push(chunk))
        this.#received.push(Buffer.concat([Buffer.alloc(4), frame]));
      this.#wake();
    });
  }

  static open({ host, port }: { host: string; port: number }): Promise<Replay> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, host, () => resolve(new Replay(socket)));
      socket.on('error', reject);
    });
  }

  send(frame: Buffer): void {
    this.#socket.write(frame);
  }

  /** The next frame with this correlation id; rejects when none comes. */
  async next(correlation: number, limitMs = 3000): Promise<Buffer> {
    const end = performance.now() + limitMs;
    for (;;) {
      const index = this.#received.findIndex((frame) => frame.readInt32BE(4) === correlation);
      if (index >= 0) return this.#received.splice(index, 1)[0]!;
      if (performance.now() > end) throw new Error(`no answer with correlation ${correlation}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 100);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  /** Everything that has come for this correlation id. */
  takeAll(correlation: number): Buffer[] {
    const taken = this.#received.filter((frame) => frame.readInt32BE(4) === correlation);
    this.#received.splice(0, Infinity, ...this.#received.filter((frame) => !taken.includes(frame)));
    return taken;
  }

  close(): void {
    this.#socket.destroy();
  }
}
