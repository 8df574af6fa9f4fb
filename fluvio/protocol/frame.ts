import { DecodeError, EncodeError } from './decode-error.js';
import type { Reader } from './reader.js';
import { Writer } from './writer.js';

/** Largest frame the SPU takes (32 MiB), its length not counted. */
export const MAX_FRAME_BYTES = 32 * 1024 * 1024;

/**
 * Cuts a byte stream into frames: a 4-byte length, then that many bytes. A frame that lies within one chunk is a view
 * of the chunk; one that spans chunks is gathered in a buffer that grows with what has really come, so a length
 * alone, however large, costs nothing.
 */
export class FrameSplitter {
  readonly #limit: number;
  #partial: Buffer = Buffer.alloc(0);
  #filled = 0;

  constructor(limit = MAX_FRAME_BYTES) {
    this.#limit = limit;
  }

  /** Bytes held of a frame that is not complete yet. */
  get pendingBytes(): number {
    return this.#filled;
  }

  /**
   * The frames completed by `chunk`, without their lengths. Throws `too-large` or `invalid` for a length that no frame
   * has; the stream cannot be read on after that, so the caller closes the connection.
   */
  push(chunk: Buffer): Buffer[] {
    const frames: Buffer[] = [];
    let at = 0;
    if (this.#filled > 0) {
      at = this.#fill(chunk);
      if (this.#filled < this.#wanted()) return frames;
      frames.push(this.#partial.subarray(4, this.#filled));
      this.#partial = Buffer.alloc(0);
      this.#filled = 0;
    }
    while (chunk.length - at >= 4) {
      const end = at + 4 + this.#frameLength(chunk, at);
      if (end > chunk.length) break;
      frames.push(chunk.subarray(at + 4, end));
      at = end;
    }
    if (at < chunk.length) {
      const rest = chunk.subarray(at);
      this.#reserve(rest.length);
      rest.copy(this.#partial);
      this.#filled = rest.length;
    }
    return frames;
  }

  /** Adds to the partial frame what it still wants; returns how much of the chunk that was. */
  #fill(chunk: Buffer): number {
    let at = 0;
    // Twice at most: the first round completes the length, the second uses it.
    while (at < chunk.length && this.#filled < this.#wanted()) {
      const take = Math.min(chunk.length - at, this.#wanted() - this.#filled);
      this.#reserve(this.#filled + take);
      chunk.copy(this.#partial, this.#filled, at, at + take);
      this.#filled += take;
      at += take;
    }
    return at;
  }

  #wanted(): number {
    return this.#filled < 4 ? 4 : 4 + this.#frameLength(this.#partial, 0);
  }

  #reserve(size: number): void {
    if (size <= this.#partial.length) return;
    const larger = Buffer.allocUnsafe(Math.max(size, Math.min(this.#partial.length * 2, this.#limit + 4)));
    this.#partial.copy(larger, 0, 0, this.#filled);
    this.#partial = larger;
  }

  #frameLength(buffer: Buffer, at: number): number {
    const length = buffer.readInt32BE(at);
    if (length < 0) throw new DecodeError('invalid', `a frame length of ${length}`, at);
    if (length > this.#limit) {
      throw new DecodeError('too-large', `a frame of ${length} bytes, at most ${this.#limit} allowed`, at);
    }
    return length;
  }
}

/** Opens every request: `api_key u16 · api_version i16 · correlation_id i32 · client_id string`. */
export interface RequestHeader {
  readonly apiKey: number;
  readonly apiVersion: number;
  readonly correlationId: number;
  readonly clientId: string;
}

export function decodeRequestHeader(reader: Reader): RequestHeader {
  return {
    apiKey: reader.u16(),
    apiVersion: reader.i16(),
    correlationId: reader.i32(),
    clientId: reader.string(),
  };
}

export function encodeRequestHeader(writer: Writer, header: RequestHeader): void {
  writer.u16(header.apiKey);
  writer.i16(header.apiVersion);
  writer.i32(header.correlationId);
  writer.string(header.clientId);
}

/** Opens every response, and every item of a stream: the correlation id of its request. */
export function decodeResponseHeader(reader: Reader): number {
  return reader.i32();
}

/** A whole request: length, header, and what `write` writes. */
export function encodeRequestFrame(header: RequestHeader, write: (writer: Writer) => void): Buffer {
  return encodeFrame(0, (writer) => {
    encodeRequestHeader(writer, header);
    write(writer);
  });
}

/**
 * A whole response: length, correlation id, and what `write` writes. `trailing` counts bytes that the caller sends
 * behind this buffer (record batches, uncopied) and that belong to the frame.
 */
export function encodeResponseFrame(
  correlationId: number,
  write: (writer: Writer) => void,
  trailing = 0,
): Buffer {
  return encodeFrame(trailing, (writer) => {
    writer.i32(correlationId);
    write(writer);
  });
}

function encodeFrame(trailing: number, write: (writer: Writer) => void): Buffer {
  const writer = new Writer();
  writer.u32(0);
  write(writer);
  const frame = writer.finish();
  const length = frame.length - 4 + trailing;
  if (length > 0x7fff_ffff)
    throw new EncodeError(`a frame of ${length} bytes is too long for its length field`);
  frame.writeInt32BE(length, 0);
  return frame;
}
