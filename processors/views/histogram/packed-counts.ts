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
  let number = -1;
  for (let at = 0; at < packed.length; ) {
    let distance = packed[at++]!;
    if (distance >= 128) distance += (packed[at++]! - 1) * 128;
    number += distance;
    let count = packed[at++]!;
    // What stays of the marks of all bytes but the last is taken off with the byte after: it counts 128 units more.
    for (let last = count, unit = 128; last >= 128; unit *= 128) {
      last = packed[at++]!;
      count += (last - 1) * unit;
    }
    counts[number]! += count;
  }
}

/** @returns the bytes of `counts`, none of which is below zero; empty when all of them are zero */
export function pack(counts: Float64Array): Uint8Array {
  let length = 0;
  let before = -1;
  for (let number = 0; number < WIDTH; number++) {
    const count = counts[number]!;
    if (count === 0) continue;
    length = putVarint(length, number - before);
    length = putVarint(length, count);
    before = number;
  }
  return buffer.slice(0, length);
}

/** Arithmetic, since counts may need more than the 32 bits that shifts have. */
function putVarint(at: number, value: number): number {
  let rest = value;
  let end = at;
  for (; rest >= 128; rest = Math.floor(rest / 128)) buffer[end++] = (rest % 128) + 128;
  buffer[end++] = rest;
  return end;
}
