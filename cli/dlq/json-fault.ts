/**
 * Where a text stops being JSON (RFC 8259). `JSON.parse` says it in a sentence that not every version of Node ends with
 * a position. A loop and no recursion: texts of strangers may be nested as deeply as they are long.
 */
const SPACE = /[ \t\n\r]*/y;
const SCALAR =
  /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | 'end of value';

/** Index of the first UTF-16 unit at which the text can no longer be JSON; its length when it ends too early. */
export function jsonFault(text: string): number | undefined {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let at = after(SPACE, text, 0);
  for (;;) {
    const character = text[at];
    let next = at + 1;
    if (expected === 'end of value') {
      const inside = open.at(-1);
      if (inside === undefined) return at === text.length ? undefined : at;
      if (character === ',') expected = inside === '{' ? 'key' : 'value';
      else if (character === (inside === '{' ? '}' : ']')) open.pop();
      else return at;
    } else if (expected === ':') {
      if (character !== ':') return at;
      expected = 'value';
    } else if (character === (expected === 'key or }' ? '}' : expected === 'value or ]' ? ']' : '')) {
      open.pop();
      expected = 'end of value';
    } else if ((character === '{' || character === '[') && expected.startsWith('value')) {
      open.push(character);
      expected = character === '{' ? 'key or }' : 'value or ]';
    } else {
      next = after(SCALAR, text, at);
      if (next === at || (expected.startsWith('key') && character !== '"')) return at;
      expected = expected.startsWith('key') ? ':' : 'end of value';
    }
    at = after(SPACE, text, next);
  }
}

/** The end of what matches at `at`; `at` itself when nothing does. */
function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
