import type { Duplex } from 'node:stream';

/**
 * What the two processes say to each other over one socket. Little-endian:
 *
 *     u32 length of what follows, u8 kind, u32 id, payload
 *
 * `id` names a call, or a stream for the kinds that say so.
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

export const FRAME_HEADER = 9;

export function frameHeader(kind: number, id: number, payloadBytes: number): Buffer {
  const header = Buffer.allocUnsafe(FRAME_HEADER);
  header.writeUInt32LE(FRAME_HEADER - 4 + payloadBytes, 0);
  header[4] = kind;
  header.writeUInt32LE(id, 5);
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

/** Cuts a socket's chunks into frames. A frame within one chunk is a view of it; one that spans chunks is copied once. */
export class FrameCutter {
  private pending: Buffer[] = [];
  private pendingBytes = 0;
  private wanted = 4;

  constructor(private readonly onFrame: OnFrame) {}

  push(chunk: Buffer): void {
    let at = this.pendingBytes > 0 ? this.complete(chunk) : 0;
    while (chunk.length - at >= 4) {
      const end = at + 4 + chunk.readUInt32LE(at);
      if (end > chunk.length) break;
      this.emit(chunk.subarray(at, end));
      at = end;
    }
    if (at < chunk.length) this.keep(chunk.subarray(at));
  }

  /** Adds to the frame that began in an earlier chunk; returns how much of this chunk was part of it. */
  private complete(chunk: Buffer): number {
    let at = 0;
    while (this.pendingBytes > 0 && at < chunk.length) {
      const part = chunk.subarray(at, at + this.wanted - this.pendingBytes);
      this.pending.push(part);
      this.pendingBytes += part.length;
      at += part.length;
      if (this.pendingBytes < this.wanted) continue;
      const whole = Buffer.concat(this.pending, this.pendingBytes);
      this.pending = [];
      this.pendingBytes = 0;
      // What was wanted may have been the length only.
      if (4 + whole.readUInt32LE(0) > whole.length) this.keep(whole);
      else this.emit(whole);
    }
    return at;
  }

  private keep(part: Buffer): void {
    this.pending = [part];
    this.pendingBytes = part.length;
    this.wanted = part.length < 4 ? 4 : 4 + part.readUInt32LE(0);
  }

  private emit(frame: Buffer): void {
    this.onFrame(frame[4]!, frame.readUInt32LE(5), frame.subarray(FRAME_HEADER));
  }
}
