/**
 * Counts of the whole numbers 0 to 1023 in few bytes: for each number that occurs, in order, two varints (LEB128), how
 * far it lies above the one before and how often it occurs. A number that occurs once costs two or three bytes, so what
 * a million changing values dirty at a commit is a few megabytes and not a page each.
 */

/** Numbers in one pack. */
export const WIDTH = 1024;

/** A varint of a count below 2⁵³ has eight bytes at most, one of a distance two. */
const MAX_BYTES = WIDTH * 10;

const buffer = new Uint8Array(MAX_BYTES);

/** Adds what is packed to `counts`, which has `WIDTH` elements. */
export function unpackInto(counts: Float64Array, packed: Uint8Array): void {
  for (const stored = new PackedReader(packed); !stored.isOver; stored.next()) {
    counts[stored.number]! += stored.count;
  }
}

/**
 * The bytes in which some numbers occur more often than in `packed`, or less where it is below zero.
 * @param values the numbers, `base` more than they are: those from `from` up to `to`, ascending, each once
 * @param more by how much, in the same order
 * @returns none when nothing is left
 * @throws RangeError when more of a number is taken away than there is
 */
export function repacked(
  packed: Uint8Array,
  values: Float64Array,
  more: Float64Array,
  from: number,
  to: number,
  base: number,
): Uint8Array {
  const stored = new PackedReader(packed);
  let length = 0;
  let before = -1;
  for (let i = from; i < to || !stored.isOver; ) {
    const changed = i < to ? values[i]! - base : Number.POSITIVE_INFINITY;
    const number = Math.min(changed, stored.number);
    let count = 0;
    if (number === stored.number) {
      count = stored.count;
      stored.next();
    }
    if (number === changed) count += more[i++]!;
    if (count < 0) throw new RangeError(`${number} was taken away more often than it was added`);
    if (count === 0) continue;
    length = putVarint(length, number - before);
    length = putVarint(length, count);
    before = number;
  }
  return buffer.slice(0, length);
}

/** Walks through the numbers that occur. */
class PackedReader {
  /** Infinity when there are no more. */
  number = -1;
  count = 0;
  #at = 0;

  constructor(readonly packed: Uint8Array) {
    this.next();
  }

  get isOver(): boolean {
    return this.number === Number.POSITIVE_INFINITY;
  }

  next(): void {
    if (this.#at === this.packed.length) {
      this.number = Number.POSITIVE_INFINITY;
      return;
    }
    this.number += this.#varint();
    this.count = this.#varint();
  }

  #varint(): number {
    let value = this.packed[this.#at++]!;
    // What stays of the marks of all bytes but the last is taken off with the byte after: it counts 128 units more.
    for (let last = value, unit = 128; last >= 128; unit *= 128) {
      last = this.packed[this.#at++]!;
      value += (last - 1) * unit;
    }
    return value;
  }
}

/** Arithmetic, since counts may need more than the 32 bits that shifts have. */
function putVarint(at: number, value: number): number {
  let rest = value;
  let end = at;
  for (; rest >= 128; rest = Math.floor(rest / 128)) buffer[end++] = (rest % 128) + 128;
  buffer[end++] = rest;
  return end;
}
