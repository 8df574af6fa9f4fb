/**
 * `envelope`: one record out for each stored batch, in the layout of abi/envelope.ts, with all of its records; or for
 * several that follow one another, up to the offset `hold_to` (abi/hold.ts). A batch that is not what abi/input.ts
 * describes is refused, and the stream ends with an error.
 */
import { envelopeAt, putEnvelope } from "../abi/envelope";
import { answerAgain, forgetAnswered, HOLD_RECORDS, holds, mayHold, readHoldTo, rememberAnswered } from "../abi/hold";
import * as input from "../abi/input";
import { allocFrom, reach } from "../abi/memory";
import * as output from "../abi/output";
import { closeParameters, openParameters } from "../abi/parameters";
import { DECODING_RECORDS, ENCODING_OUTPUT } from "../abi/status";
import * as held from "./held";

export function init(at: usize, length: i32, version: i32): i32 {
  openParameters(at, length);
  readHoldTo();
  return closeParameters();
}

export function alloc(length: i32): i32 {
  return allocFrom(held.heldAt() + held.HELD_ROOM, length, 0);
}

export function array_map(at: usize, length: i32, version: i32): i32 {
  if (!input.openInput(at, length, version)) return refuse(DECODING_RECORDS);
  if (holds() && answerAgain(length)) return 1;
  const size = putEnvelope(at, length, takeWhole, 0);
  if (size < 0) return refuse(size);
  if (!answer(size, length)) return refuse(ENCODING_OUTPUT);
  rememberAnswered(length);
  return 1;
}

/** What goes out for the batch in hand, of `length` bytes, whose envelope has `size` bytes. False when there is no room for it. */
function answer(size: i32, length: i32): bool {
  if (held.rows != 0 ? held.isNext(length) : mayHold() && held.isNext(length)) {
    held.takeIn();
    if (mayHold() && held.rows < HOLD_RECORDS) output.emitNothing(held.heldAt());
    else {
      const whole = held.putHeld();
      output.emitValue(held.answerAt, whole);
    }
    return true;
  }
  if (held.rows == 0) {
    output.emitValue(envelopeAt, size);
    return true;
  }
  const before = held.putHeld();
  const list = envelopeAt + <usize>size;
  if (!reach(list + <usize>(before + size) + 4 * output.RECORD_OVERHEAD)) return false;
  let end = output.beginRecords(list, 2);
  end = output.putRecord(end, held.answerAt, before);
  end = output.putRecord(end, envelopeAt, size);
  output.endRecords(list, end);
  return true;
}

/** What was held is in no answer, and what was answered is not to be said again. */
function refuse(status: i32): i32 {
  held.drop();
  forgetAnswered();
  return status;
}

function takeWhole(out: usize): i32 {
  memory.copy(out, input.valueAt, <usize>input.valueLength);
  return input.valueLength;
}
