/**
 * What a batch becomes, little-endian:
 *
 *     u32 magic "GFC\x01"            u32 flags (bit 0: the dictionary was emptied before, codes begin at 0 again;
 *                                      bit 1: columns are narrow)
 *     u32 count                      u32 deferred (how many)
 *     i64 base offset                f64 base timestamp, NaN: none, and then no record has one
 *     u32 new texts                  u32 raw (how many)
 *     u32 bytes of all new texts     u32 bytes of raw keys and values
 *     u32 bytes of other ids         u32 bytes of all this
 *     u32 first new code             u32 zero
 *     the columns, as in rows.ts, of `count` rows; then 0 to 7 bytes, to a multiple of 8. Narrow ones as `putNarrow` writes
 *       them. Timestamps are ms after the
 *       base; rows of deferred records hold nothing of meaning, but for the hash
 *     of each raw record, ascending: f64 timestamp[raw], u32 index[raw] (bit 31: deferred), i32 key length[raw] (-1:
 *       no key), u32 value length[raw]
 *     u16 length[new texts]; all new texts; other ids (u8 length and bytes each); raw keys and values: key, value …
 *
 * Reader: fluvio/client/columns/open-columns.ts.
 */
import { size, textEnd } from "./dictionary";
import { othersEnd } from "./event-id";
import { lengthsAt, textsAt } from "./memory";
import { deferredCount, putRawBytes, putRawColumns, rawCount } from "./raw-records";

const MAGIC: u32 = 0x01434647;
const EMPTIED: u32 = 1;
const NARROW: u32 = 2;
export const HEADER: usize = 64;

/**
 * Writes at `at` all but the columns, which are there already and end at `columnsEnd`: texts from code `firstCode` on, which begin at
 * `firstText`, the ids from `others` on, and the raw records. Returns the length of the whole.
 */
export function putAnswer(
  at: usize,
  columnsEnd: usize,
  areNarrow: bool,
  count: usize,
  baseOffset: i64,
  baseTimestamp: f64,
  wasEmptied: bool,
  firstCode: u32,
  firstText: usize,
  others: usize,
): i32 {
  let end = putRawColumns(columnsEnd);
  const newTexts = size - firstCode;
  memory.copy(end, lengthsAt() + ((<usize>firstCode) << 1), (<usize>newTexts) << 1);
  end += (<usize>newTexts) << 1;
  const textBytes = textEnd - firstText;
  memory.copy(end, textsAt() + firstText, textBytes);
  end += textBytes;
  const otherBytes = othersEnd - others;
  memory.copy(end, others, otherBytes);
  end += otherBytes;
  const raw = end;
  end = putRawBytes(end);

  store<u32>(at, MAGIC);
  store<u32>(at, (wasEmptied ? EMPTIED : 0) | (areNarrow ? NARROW : 0), 4);
  store<u32>(at, <u32>count, 8);
  store<u32>(at, deferredCount, 12);
  store<i64>(at, baseOffset, 16);
  store<f64>(at, baseTimestamp, 24);
  store<u32>(at, newTexts, 32);
  store<u32>(at, <u32>rawCount, 36);
  store<u32>(at, <u32>textBytes, 40);
  store<u32>(at, <u32>(end - raw), 44);
  store<u32>(at, <u32>otherBytes, 48);
  store<u32>(at, <u32>(end - at), 52);
  store<u64>(at, firstCode, 56);
  return <i32>(end - at);
}
