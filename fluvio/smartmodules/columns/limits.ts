/** How large things may become. */
import { HOLD_RECORDS } from "../abi/hold";

/** Different texts that the dictionary holds before it is emptied, and their bytes. */
export const MAX_TEXTS: u32 = 1 << 17;
export const TEXT_BYTES: usize = 8 << 20;

/** A slot of the dictionary's table: 16 bytes of the text, u32 length (0: free), u32 code, u32 where the text is. */
export const SLOT_BYTES: usize = 32;
export const FIRST_SLOTS: u32 = 1 << 10;
/** The table doubles when half of it is taken; each one lies behind the one before it. */
export const TABLE_BYTES: usize = SLOT_BYTES * <usize>(4 * MAX_TEXTS);

/** Longest value that is judged here; those that are longer are rejected by whoever they are passed on to. */
export const MAX_VALUE_BYTES: i32 = 65536;

/** Of each batch so many of the last records come with their bytes, for people who want to see what flows. */
export const RAW_TAIL: i32 = 4;

/** Rows for batches that are held back: more than are enough for a value, for the last of them. No power of two, or all columns would share a few lines of the cache. */
export const HELD_ROWS: usize = HOLD_RECORDS + 536;
/** Bytes of a row, at most, of a topic whose batches are held back. */
export const HELD_ROW_BYTES: usize = 192;
/** Of raw keys and values that are held back, and of new texts: with them a value stays far below what fits in a response. */
export const HELD_BYTES: usize = 256 << 10;
