/**
 * Modules that make one value of each stored batch may hold several back and make one value of them: a value costs a
 * consumer far more than a record does. Nothing is held that ends at `hold_to` or behind it, so that who names an offset
 * that is in the log, or its end, waits for nothing.
 */
import * as input from "./input";
import { handOverAgain } from "./output";
import { wholeParameter } from "./parameters";

/** An offset; 0: each stored batch is a value of its own. */
const HOLD_TO = "parameter hold_to=0~~~~~~~~~~~~~~~~~~~~;";

/** So many records are enough for a value. */
export const HOLD_RECORDS: usize = 2048;

let holdTo: i64 = 0;

export function readHoldTo(): void {
  holdTo = wholeParameter(HOLD_TO);
}

/** Whether anything is ever held. */
export function holds(): bool {
  return holdTo > 0;
}

/** Whether the batch in hand (input.ts) ends where batches may be held back. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function mayHold(): bool {
  return input.baseOffset + <i64>input.recordCount < holdTo;
}

// The batch that was answered last.
let lastOffset: i64 = -1;
let lastTimestamp: i64 = 0;
let lastCount: i32 = 0;
let lastLength: i32 = 0;

/**
 * An SPU calls a module for one batch more than fits in its response, throws that answer away, and asks again for the same
 * batch later (crates/fluvio-spu/src/smartengine/batch.rs). It must get the same answer: what was held back and the
 * texts that were new are in no other. True where the batch in hand is such a one, and was answered. What is handed
 * over must stay as it is until the next call.
 */
export function answerAgain(length: i32): bool {
  const isSame =
    lastOffset == input.baseOffset &&
    lastCount == input.recordCount &&
    lastLength == length &&
    lastTimestamp == input.baseTimestamp;
  if (isSame) handOverAgain();
  return isSame;
}

/** The batch in hand, of `length` bytes, is answered. */
export function rememberAnswered(length: i32): void {
  lastOffset = input.baseOffset;
  lastCount = input.recordCount;
  lastLength = length;
  lastTimestamp = input.baseTimestamp;
}

/** What was handed over counts no more. */
export function forgetAnswered(): void {
  lastOffset = -1;
}
