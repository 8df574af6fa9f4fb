/**
 * Columns of many rows in fewer bytes. An SPU copies, encodes and sums an answer byte by byte, a client reads it, and both
 * take longer over a byte than it takes to leave it out here: the times, ids and codes of a few thousand rows that follow
 * one another lie close together. So of a column of f64 or i32 goes out its least value, and how far above it each row
 * is, in 0 (all are the same), 2 or 4 bytes; or, where that does not give the very same values back, the column as it is.
 */

/** Rows are taken by so many; the room of a column that is made narrow has a multiple of it. */
const STEP: usize = 8;

/** Prices have cents. */
const MOST_PLACES: u32 = 2;

/** Of what `narrow` wrote: what its numbers are counted from, and by which power of ten the sums are to be divided. */
export let least: f64 = 0;
export let places: u32 = 0;

/**
 * Writes the `count` (at least 1) rows of `width` bytes, 8 or 4, at `from` to `to`, which has room for them as they are.
 * Returns the width they have there.
 */
export function narrow(from: usize, width: usize, count: usize, to: usize): usize {
  const end = from + ((count + STEP - 1) & -STEP) * width;
  const last = from + (count - 1) * width;
  places = 0;
  for (let spare = last + width; spare < end; spare += width) memory.copy(spare, last, width);
  if (isSame(from, end, width)) {
    least = width == 8 ? load<f64>(from) : <f64>load<i32>(from);
    return 0;
  }
  const narrowed = width == 8 ? narrowDoubles(from, end, to) : narrowIntegers(from, end, to);
  if (narrowed == width) memory.copy(to, from, count * width);
  return narrowed;
}

/** Of bits, not of values: NaN is the same as NaN. */
function isSame(from: usize, end: usize, width: usize): bool {
  const first = width == 8 ? v128.load64_splat(from) : v128.load32_splat(from);
  for (let at = from; at < end; at += 16) {
    if (v128.any_true(v128.xor(v128.load(at), first))) return false;
  }
  return true;
}

function narrowDoubles(from: usize, end: usize, to: usize): usize {
  let low = v128.load(from);
  let high = low;
  for (let at = from + 16; at < end; at += 16) {
    low = f64x2.pmin(low, v128.load(at));
    high = f64x2.pmax(high, v128.load(at));
  }
  const lowest = min(f64x2.extract_lane(low, 0), f64x2.extract_lane(low, 1));
  const highest = max(f64x2.extract_lane(high, 0), f64x2.extract_lane(high, 1));
  let scale: f64 = 1;
  for (places = 0; places <= MOST_PLACES; places++) {
    least = nearest(lowest * scale);
    const range = nearest(highest * scale) - least;
    if (range <= <f64>u32.MAX_VALUE && putAbove(from, end, scale, to)) {
      if (range > <f64>u16.MAX_VALUE) return 4;
      halve(to, to + ((end - from) >> 1), i32x4.splat(0), to);
      return 2;
    }
    scale *= 10;
  }
  places = 0;
  return 8;
}

/** Each value times `scale`, less `least`, as u32; false where that does not lead back to it. */
function putAbove(from: usize, end: usize, scale: f64, to: usize): bool {
  const base = f64x2.splat(least);
  const by = f64x2.splat(scale);
  for (let at = from; at < end; at += 16) {
    const value = v128.load(at);
    const above = i32x4.trunc_sat_f64x2_u_zero(f64x2.sub(f64x2.nearest(f64x2.mul(value, by)), base));
    const back = f64x2.div(f64x2.add(f64x2.convert_low_i32x4_u(above), base), by);
    if (!i64x2.all_true(f64x2.eq(back, value))) return false;
    store<u64>(to, i64x2.extract_lane(above, 0));
    to += 8;
  }
  return true;
}

function narrowIntegers(from: usize, end: usize, to: usize): usize {
  let low = v128.load(from);
  let high = low;
  for (let at = from + 16; at < end; at += 16) {
    low = i32x4.min_s(low, v128.load(at));
    high = i32x4.max_s(high, v128.load(at));
  }
  const lowest = min(
    min(i32x4.extract_lane(low, 0), i32x4.extract_lane(low, 1)),
    min(i32x4.extract_lane(low, 2), i32x4.extract_lane(low, 3)),
  );
  const highest = max(
    max(i32x4.extract_lane(high, 0), i32x4.extract_lane(high, 1)),
    max(i32x4.extract_lane(high, 2), i32x4.extract_lane(high, 3)),
  );
  least = <f64>lowest;
  if (<i64>highest - <i64>lowest > <i64>u16.MAX_VALUE) return 4;
  halve(from, end, i32x4.splat(lowest), to);
  return 2;
}

/** u32 less `base`, in two bytes each. `to` may be `from`. */
function halve(from: usize, end: usize, base: v128, to: usize): void {
  for (; from < end; from += 32) {
    const some = i32x4.sub(v128.load(from), base);
    const others = i32x4.sub(v128.load(from, 16), base);
    v128.store(to, i16x8.narrow_i32x4_u(some, others));
    to += 16;
  }
}
