/** The form of event ids whose repeats are recognised for ever: SOURCE-NUMBER (docs/data-dictionary.md). */

/** A source numbers the events of each topic by itself, 0 upwards; holes and late writes are expected. */
export interface NumberedId {
  readonly source: string;
  readonly number: number;
}

/** At most 15 digits, so a number is always exact as a double. */
const MAX_DIGITS = 15;
const MAX_SOURCE = 41;

/** `^([A-Za-z][A-Za-z0-9_.]{0,40})-(0|[1-9][0-9]{0,14})$`, read by hand because every event passes here. */
export function parseNumberedId(id: string): NumberedId | undefined {
  const dash = id.indexOf('-');
  const digits = id.length - dash - 1;
  if (dash < 1 || dash > MAX_SOURCE || digits < 1 || digits > MAX_DIGITS) return undefined;
  if (digits > 1 && id.charCodeAt(dash + 1) === 48) return undefined;
  let number = 0;
  for (let i = dash + 1; i < id.length; i++) {
    const digit = id.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return undefined;
    number = number * 10 + digit;
  }
  if (!isLetter(id.charCodeAt(0))) return undefined;
  for (let i = 1; i < dash; i++) if (!isSourceUnit(id.charCodeAt(i))) return undefined;
  return { source: id.slice(0, dash), number };
}

function isLetter(unit: number): boolean {
  return (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);
}

function isSourceUnit(unit: number): boolean {
  return isLetter(unit) || (unit >= 48 && unit <= 57) || unit === 95 /* _ */ || unit === 46 /* . */;
}
