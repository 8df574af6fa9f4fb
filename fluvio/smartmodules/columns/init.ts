import { readHoldTo } from "../abi/hold";
import { closeParameters, openParameters } from "../abi/parameters";
import { readAhead } from "./ahead";

/** Exported by every module: called once, before the first batch. */
export function init(at: usize, length: i32, version: i32): i32 {
  openParameters(at, length);
  readAhead();
  readHoldTo();
  return closeParameters();
}
