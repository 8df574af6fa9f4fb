/** How deep a body nests, found without recursion and before anything parses it. */

/** Arrays and objects within each other, an array of events included; a valid event has two. */
export const MOST_NESTED = 32;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Whether the JSON texts in a body, one or many, nest deeper than that. Of what is no JSON it says either. */
export function isTooDeep(body: Buffer): boolean {
  let depth = 0;
  for (let at = 0; at < body.length; at++) {
    switch (body[at]) {
      case QUOTE:
        for (at++; at < body.length && body[at] !== QUOTE; at++) if (body[at] === BACKSLASH) at++;
        break;
      case 0x5b:
      case 0x7b:
        if (++depth > MOST_NESTED) return true;
        break;
      case 0x5d:
      case 0x7d:
        if (depth > 0) depth--;
    }
  }
  return false;
}
