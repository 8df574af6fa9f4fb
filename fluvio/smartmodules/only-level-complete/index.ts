/** `only-level-complete`: of player events those that complete a level. */
export { alloc } from "../abi/memory";
import { closeObject, isKey, isText, nextMember, openObject } from "../abi/json";
import { closeParameters, openParameters } from "../abi/parameters";
import { filterRecords, outputParameter } from "../abi/select";

export function init(at: usize, length: i32, version: i32): i32 {
  openParameters(at, length);
  outputParameter();
  return closeParameters();
}

export function filter(at: usize, length: i32, version: i32): i32 {
  return filterRecords(at, length, version, isLevelComplete);
}

function isLevelComplete(at: usize, length: i32): bool {
  let complete = false;
  openObject(at, length);
  while (nextMember()) {
    if (isKey("event_type")) complete = isText("level_complete");
  }
  return closeObject() && complete;
}
