import { type AnswerHeader, HEADER_BYTES } from './answer-header.js';

/** Gives out the columns of a batch in the order in which they lie, the widest first. */
export interface ColumnCursor {
  doubles(): Float64Array;
  integers(): Int32Array;
  unsigned(): Uint32Array;
  bytes(): Uint8Array;
}

/** @param bytes the answer, from where a double may begin, at least up to the end of its columns */
export function columnCursor(bytes: Uint8Array, { count, narrow }: AnswerHeader): ColumnCursor {
  return narrow === undefined ? new PlainCursor(bytes, count) : new WideningCursor(bytes, count, narrow);
}

/** Of `count` rows each, one after the other. */
class PlainCursor implements ColumnCursor {
  readonly #buffer: ArrayBufferLike;
  readonly #count: number;
  #at: number;

  constructor(bytes: Uint8Array, count: number) {
    this.#buffer = bytes.buffer;
    this.#at = bytes.byteOffset + HEADER_BYTES;
    this.#count = count;
  }

  doubles(): Float64Array {
    return new Float64Array(this.#buffer, this.#step(8), this.#count);
  }

  integers(): Int32Array {
    return new Int32Array(this.#buffer, this.#step(4), this.#count);
  }

  unsigned(): Uint32Array {
    return new Uint32Array(this.#buffer, this.#step(4), this.#count);
  }

  bytes(): Uint8Array {
    return new Uint8Array(this.#buffer, this.#step(1), this.#count);
  }

  #step(width: number): number {
    const at = this.#at;
    this.#at += width * this.#count;
    return at;
  }
}

/** Of columns that are mostly narrower than what they hold (fluvio/smartmodules/columns/narrow.ts). */
class WideningCursor implements ColumnCursor {
  readonly #buffer: ArrayBufferLike;
  readonly #count: number;
  readonly #narrow: NonNullable<AnswerHeader['narrow']>;
  #at: number;
  #column = 0;

  constructor(bytes: Uint8Array, count: number, narrow: NonNullable<AnswerHeader['narrow']>) {
    this.#buffer = bytes.buffer;
    this.#at = bytes.byteOffset + narrow.columnsAt;
    this.#count = count;
    this.#narrow = narrow;
  }

  doubles(): Float64Array {
    const { width, places, least, at } = this.#step();
    if (width === 8) return new Float64Array(this.#buffer, at, this.#count);
    const column = new Float64Array(this.#count);
    if (width === 0) return column.fill(least);
    const above = this.#above(width, at);
    if (places === 0) for (let i = 0; i < column.length; i++) column[i] = least + above[i]!;
    else {
      const scale = 10 ** places;
      for (let i = 0; i < column.length; i++) column[i] = (least + above[i]!) / scale;
    }
    return column;
  }

  integers(): Int32Array {
    const { width, least, at } = this.#step();
    if (width === 4) return new Int32Array(this.#buffer, at, this.#count);
    const column = new Int32Array(this.#count);
    if (width === 0) return column.fill(least);
    const above = this.#above(width, at);
    for (let i = 0; i < column.length; i++) column[i] = least + above[i]!;
    return column;
  }

  unsigned(): Uint32Array {
    const column = this.integers();
    return new Uint32Array(column.buffer, column.byteOffset, column.length);
  }

  /** These are as wide as what they hold, and one behind the other. */
  bytes(): Uint8Array {
    const at = this.#at;
    this.#at += this.#count;
    return new Uint8Array(this.#buffer, at, this.#count);
  }

  #above(width: number, at: number): Uint16Array | Uint32Array {
    if (width === 2) return new Uint16Array(this.#buffer, at, this.#count);
    return new Uint32Array(this.#buffer, at, this.#count);
  }

  #step(): { width: number; places: number; least: number; at: number } {
    const at = this.#at;
    const { width, places, least } = this.#narrow.columns[this.#column++]!;
    this.#at += Math.ceil((width * this.#count) / 8) * 8;
    return { width, places, least, at };
  }
}
