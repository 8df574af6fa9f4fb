/**
 * `select-types`: events of chosen types, of any topic: those whose `event_type`, or `eventtype` as combat events have
 * it, is one of `types`, which are separated by commas.
 */
export { alloc } from "../abi/memory";
import { closeObject, isKey, isUtf8, nextMember, openObject } from "../abi/json";
import { closeParameters, complain, openParameters, textAt, textLength, textParameter } from "../abi/parameters";
import { filterRecords, outputParameter } from "../abi/select";

const TYPES =
  "parameter types=~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~;";
const COMMA: u8 = 0x2c;
let types: usize = 0;
let typesEnd: usize = 0;

export function init(at: usize, length: i32, version: i32): i32 {
  openParameters(at, length);
  textParameter(TYPES);
  types = textAt;
  typesEnd = textAt + <usize>textLength;
  if (textLength == 0) complain(TYPES, " is missing. Name event types, separated by commas: types=move,level_complete");
  outputParameter();
  return closeParameters();
}

export function filter(at: usize, length: i32, version: i32): i32 {
  return filterRecords(at, length, version, isChosen);
}

function isChosen(at: usize, length: i32): bool {
  let chosen = false;
  openObject(at, length);
  while (nextMember()) {
    if (isKey("event_type") || isKey("eventtype")) chosen = isOneOfTypes();
  }
  return closeObject() && chosen;
}

function isOneOfTypes(): bool {
  for (let at = types; at < typesEnd; ) {
    let end = at;
    while (end < typesEnd && load<u8>(end) != COMMA) end++;
    if (isUtf8(at, <i32>(end - at))) return true;
    at = end + 1;
  }
  return false;
}
