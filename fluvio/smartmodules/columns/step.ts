/** Whether reader and module have the same texts under the same codes, and what the answer at hand brings of new ones. */
import * as dictionary from "./dictionary";

/** Whether the dictionary was emptied before the answer at hand. */
export let wasEmptied: bool = false;
/** The code of its first new text, and where that text begins. */
export let firstCode: u32 = 0;
export let firstText: usize = 0;

let isInStep: bool = false;

/** Begins another answer; `empties`: with no texts at all. */
export function beginTexts(empties: bool): void {
  wasEmptied = empties || !isInStep;
  if (wasEmptied) dictionary.empty();
  dictionary.clearFull();
  isInStep = true;
  firstCode = dictionary.size;
  firstText = dictionary.textEnd;
}

/** An answer was begun and is never given: the texts in it are known to nobody. */
export function loseStep(): void {
  isInStep = false;
}
