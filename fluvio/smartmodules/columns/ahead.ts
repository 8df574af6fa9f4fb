/** How far an event's time may be after the record's own timestamp. */
import { wholeParameter } from "../abi/parameters";

/** In ms. A negative one: every record is passed on, which is how a topic with names of its own is read. */
const AHEAD = "parameter ahead_ms=300000~~~~~~~~~~~~~~~~~~;";

let aheadMs: f64 = 300000;

export function readAhead(): void {
  aheadMs = <f64>wholeParameter(AHEAD);
}

/** Whether `time` may be judged here; `timestamp` is NaN when the record has none, and then nothing is too late. */
// @ts-ignore: a decorator of AssemblyScript
@inline
export function isInTime(time: f64, timestamp: f64): bool {
  return aheadMs >= 0 && !(time - timestamp > aheadMs);
}
