/** How deep a body nests and how much it brings, found without recursion and before anything parses it. */

/** Arrays and objects within each other, an array of events included; a valid event has two. */
export const MOST_NESTED = 32;

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;

export interface Outline {
  /** Whether arrays and objects nest deeper than `MOST_NESTED`; nothing is looked at from there on. */
  readonly isTooDeep: boolean;
  /** Commas that part the members of an outermost array or object. */
  readonly commas: number;
}

/** Of a JSON text, or of several; of what is no JSON it says anything. */
export function outlineOf(body: Buffer): Outline {
  let depth = 0;
  let commas = 0;
  for (let at = 0; at < body.length; at++) {
    switch (body[at]) {
      case QUOTE:
        for (at++; at < body.length && body[at] !== QUOTE; at++) if (body[at] === BACKSLASH) at++;
        break;
      case 0x5b:
      case 0x7b:
        if (++depth > MOST_NESTED) return { isTooDeep: true, commas };
        break;
      case 0x5d:
      case 0x7d:
        if (depth > 0) depth--;
        break;
      case COMMA:
        if (depth === 1) commas++;
    }
  }
  return { isTooDeep: false, commas };
}
