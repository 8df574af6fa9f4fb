import type { Duplex } from 'node:stream';

/**
 * What the two processes say to each other over one socket. Little-endian:
 *
 *     u32 length of what follows, u8 kind, 3 zeros, u32 id, payload
 *
 * `id` names a call, or a stream for the kinds that say so. The value of a record without a key so begins at a multiple
 * of 8 of its frame, where columns can be read in place.
 */
export const Kind = {
  /** JSON `NativeCall`; answered by `Result` or `Failure` with the same id. */
  Call: 1,
  /** u32 producer, then records (see outgoing.ts); answered by `Result` or `Failure`. */
  Send: 2,
  /** id = stream; u32 bytes of records that may come besides. */
  Credit: 3,
  /** id = stream: nothing more of it is wanted. */
  Drop: 9,
  /** JSON. */
  Result: 4,
  /** JSON `{ code?, text }`. */
  Failure: 5,
  /** id = stream; i32 length of the key (-1: absent), key, value. */
  Record: 6,
  /** id = stream; JSON as `Failure`: the stream is over. */
  StreamFailure: 7,
  /** id = stream: it is over. */
  StreamEnd: 8,
} as const;

/** What the native client is asked to do. Streams and producers are named by a number of the caller's choice. */
export type NativeCall =
  | { readonly do: 'connect'; readonly address?: string }
  | { readonly do: 'topics' }
  | { readonly do: 'partitions' }
  | { readonly do: 'create-topic'; readonly name: string; readonly partitions: number }
  | { readonly do: 'delete-topic'; readonly name: string }
  | { readonly do: 'producer'; readonly id: number; readonly topic: string }
  | { readonly do: 'flush'; readonly producer: number }
  | StreamCall;

export interface StreamCall {
  readonly do: 'stream';
  readonly id: number;
  readonly topic: string;
  readonly partition: number;
  /** Counted from the start of the log, as the native client does. */
  readonly index: number;
  /** Name of one of the project's SmartModules; without it records come as they are. */
  readonly module?: string;
  /** Values that are patched into the module's bytes. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly maxBytes?: number;
  /** Bytes of records that may come before more are granted. */
  readonly credit: number;
}

export const FRAME_HEADER = 12;
const LENGTH_BYTES = 4;

export function frameHeader(kind: number, id: number, payloadBytes: number): Buffer {
  const header = Buffer.allocUnsafe(FRAME_HEADER);
  header.writeUInt32LE(FRAME_HEADER - LENGTH_BYTES + payloadBytes, 0);
  header.writeUInt32LE(kind, 4);
  header.writeUInt32LE(id, 8);
  return header;
}

/** Writes a frame; false when the socket's buffer is full. Several parts are written at once. */
export function writeFrame(socket: Duplex, kind: number, id: number, ...payload: Uint8Array[]): boolean {
  let bytes = 0;
  for (const part of payload) bytes += part.length;
  socket.cork();
  let room = socket.write(frameHeader(kind, id, bytes));
  for (const part of payload) if (part.length > 0) room = socket.write(part);
  socket.uncork();
  return room;
}

export function jsonPayload(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value ?? null));
}

export type OnFrame = (kind: number, id: number, payload: Buffer) => void;

/**
 * Cuts a socket's chunks into frames. A frame within one chunk is a view of it; of one that spans chunks every byte is
 * copied once, into a buffer of its own.
 */
export class FrameCutter {
  readonly #onFrame: OnFrame;
  /** The first bytes of a frame whose length is not all there. */
  readonly #length = Buffer.alloc(LENGTH_BYTES);
  #lengthBytes = 0;
  /** A frame that is not all there. */
  #frame: Buffer | undefined;
  #filled = 0;

  constructor(onFrame: OnFrame) {
    this.#onFrame = onFrame;
  }

  push(chunk: Buffer): void {
    for (let at = 0; at < chunk.length; ) {
      if (this.#frame !== undefined) at += this.#fill(this.#frame, chunk, at);
      else if (this.#lengthBytes > 0 || chunk.length - at < LENGTH_BYTES) at += this.#fillLength(chunk, at);
      else {
        const end = at + LENGTH_BYTES + chunk.readUInt32LE(at);
        if (end <= chunk.length) this.#emit(chunk.subarray(at, end));
        else this.#begin(end - at, chunk.subarray(at));
        at = Math.min(end, chunk.length);
      }
    }
  }

  /** @returns how many bytes of the chunk are used, as those below */
  #fillLength(chunk: Buffer, at: number): number {
    const used = chunk.copy(this.#length, this.#lengthBytes, at);
    this.#lengthBytes += used;
    if (this.#lengthBytes === LENGTH_BYTES) {
      this.#lengthBytes = 0;
      this.#begin(LENGTH_BYTES + this.#length.readUInt32LE(0), this.#length);
    }
    return used;
  }

  #begin(bytes: number, start: Buffer): void {
    this.#frame = Buffer.allocUnsafeSlow(bytes);
    this.#filled = start.copy(this.#frame);
  }

  #fill(frame: Buffer, chunk: Buffer, at: number): number {
    const used = chunk.copy(frame, this.#filled, at);
    this.#filled += used;
    if (this.#filled === frame.length) {
      this.#frame = undefined;
      this.#emit(frame);
    }
    return used;
  }

  #emit(frame: Buffer): void {
    this.#onFrame(frame[4]!, frame.readUInt32LE(8), frame.subarray(FRAME_HEADER));
  }
}
