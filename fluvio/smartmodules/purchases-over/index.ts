/** `purchases-over`: of purchases those whose price is over an amount, in whatever currency. */
export { alloc } from "../abi/memory";
import { closeObject, isKey, nextMember, numberValue, openObject } from "../abi/json";
import { closeParameters, numberParameter, openParameters } from "../abi/parameters";
import { filterRecords, outputParameter } from "../abi/select";

const AMOUNT = "parameter amount=100~~~~~~~~~~~~~~~~~~~~~~~~~~~~;";
let amount: f64 = 0;

export function init(at: usize, length: i32, version: i32): i32 {
  openParameters(at, length);
  amount = numberParameter(AMOUNT);
  outputParameter();
  return closeParameters();
}

export function filter(at: usize, length: i32, version: i32): i32 {
  return filterRecords(at, length, version, isOver);
}

function isOver(at: usize, length: i32): bool {
  let price: f64 = NaN;
  openObject(at, length);
  while (nextMember()) {
    if (isKey("price")) price = numberValue();
  }
  // NaN is over nothing.
  return closeObject() && price > amount;
}
