/**
 * Where the columns of the batch at hand lie, and the row that is being filled. Columns of one width follow one another,
 * so a column's place is a number of strides:
 *
 *     8 bytes: time, numbers, id number      4 bytes: texts, id text, hash, timestamp      1 byte: choices
 */
import { least, narrow, places } from "./narrow";

/** The current row in the first column of each width, and from one column to the next. */
export let row8: usize = 0;
export let row4: usize = 0;
export let row1: usize = 0;
export let stride8: usize = 0;
export let stride4: usize = 0;
export let stride1: usize = 0;

/** How many columns a topic has; set once by its module. */
let eights: usize = 0;
let fours: usize = 0;
let ones: usize = 0;
let texts: usize = 0;

export function setShape(numberCount: i32, textCount: i32, choiceCount: i32): void {
  eights = <usize>numberCount + 2;
  texts = <usize>textCount;
  fours = texts + 3;
  ones = <usize>choiceCount;
}

/** Bytes of all columns of `count` rows, a multiple of 8. */
export function columnBytes(count: usize): usize {
  return (count * (8 * eights + 4 * fours + ones) + 7) & ~(<usize>7);
}

/** Bytes of one row. */
export function rowBytes(): usize {
  return 8 * eights + 4 * fours + ones;
}

/**
 * Writes the first `count` rows (at least 1) of columns at `from`, which have room for `room`, at `to`: narrow.ts says how.
 * Returns where they end. Before them:
 *
 *     f64 least value of each column of 8 and 4 bytes; u8 width and, times 16, decimal places of each; 0 to 7 bytes, to a multiple of 8
 *
 * Columns of 8 and 4 bytes are each filled up to a multiple of 8.
 */
export function putNarrow(from: usize, room: usize, to: usize, count: usize): usize {
  const wide = eights + fours;
  let widths = to + wide * 8;
  let end = (widths + wide + 7) & ~(<usize>7);
  for (let column: usize = 0; column < wide; column++) {
    const width: usize = column < eights ? 8 : 4;
    const narrowed = narrow(from, width, count, end);
    store<f64>(to + column * 8, least);
    store<u8>(widths++, <u8>(narrowed | (<usize>places << 4)));
    from += room * width;
    end = (end + count * narrowed + 7) & ~(<usize>7);
  }
  for (let column: usize = 0; column < ones; column++) {
    memory.copy(end, from, count);
    from += room;
    end += count;
  }
  return (end + 7) & ~(<usize>7);
}

/** Puts the columns at `at` and goes to row 0. Until they are written to, all fields of all rows are absent. */
export function openRows(at: usize, count: usize): void {
  stride8 = count * 8;
  stride4 = count * 4;
  stride1 = count;
  row8 = at;
  row4 = row8 + eights * stride8;
  row1 = row4 + fours * stride4;
  // All ones: -1, 255, and a NaN.
  memory.fill(at, 0xff, columnBytes(count));
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function nextRow(): void {
  row8 += 8;
  row4 += 4;
  row1 += 1;
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function putTime(time: f64): void {
  store<f64>(row8, time);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function putId(text: i32, number: f64): void {
  store<i32>(row4 + texts * stride4, text);
  store<f64>(row8 + (eights - 1) * stride8, number);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function putHash(hash: u32): void {
  store<u32>(row4 + (texts + 1) * stride4, hash);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
export function putTimestamp(difference: i32): void {
  store<i32>(row4 + (texts + 2) * stride4, difference);
}
