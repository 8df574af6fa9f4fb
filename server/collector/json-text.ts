/**
 * Where things stand in a JSON text, so that an event can be taken out of an array, or one field of it be replaced,
 * while all else stays as it was written: parsing and writing again would change numbers and repeated names, and so what
 * is judged. All of it expects a text that `JSON.parse` has taken.
 */

/** `text.slice(start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_ARRAY = 0x5b;
const CLOSE_ARRAY = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** The texts of the elements of an array. */
export function arrayElements(text: string): string[] {
  const elements: string[] = [];
  for (let at = skipSpace(text, text.indexOf('[') + 1); text.charCodeAt(at) !== CLOSE_ARRAY; ) {
    const end = endOfValue(text, at);
    elements.push(text.slice(at, end));
    at = nextMember(text, end);
  }
  return elements;
}

/** Where the values of an object's members stand, by name; of a repeated name the last, as `JSON.parse` has it. */
export function memberValues(text: string): Map<string, Span> {
  const members = new Map<string, Span>();
  for (let at = skipSpace(text, text.indexOf('{') + 1); text.charCodeAt(at) !== CLOSE_OBJECT; ) {
    const endOfName = endOfString(text, at);
    const name = JSON.parse(text.slice(at, endOfName)) as string;
    // One more for the colon.
    const start = skipSpace(text, skipSpace(text, endOfName) + 1);
    const end = endOfValue(text, start);
    members.set(name, { start, end });
    at = nextMember(text, end);
  }
  return members;
}

/** From the end of a value to the next one, or to what closes the array or object. */
function nextMember(text: string, end: number): number {
  const at = skipSpace(text, end);
  return text.charCodeAt(at) === COMMA ? skipSpace(text, at + 1) : at;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at++;
  return at;
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

function endOfValue(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first === QUOTE) return endOfString(text, start);
  if (first === OPEN_ARRAY || first === OPEN_OBJECT) return endOfNested(text, start);
  let at = start + 1;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === COMMA || code === CLOSE_ARRAY || code === CLOSE_OBJECT || isSpace(code)) break;
  }
  return at;
}

/** Behind the bracket that closes the one at `start`; counted, not called, since there may be a great many. */
function endOfNested(text: string, start: number): number {
  let depth = 0;
  for (let at = start; ; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at) - 1;
    else if (code === OPEN_ARRAY || code === OPEN_OBJECT) depth++;
    else if ((code === CLOSE_ARRAY || code === CLOSE_OBJECT) && --depth === 0) return at + 1;
  }
}

/** Behind the quotation mark that closes the one at `opening`. */
function endOfString(text: string, opening: number): number {
  let at = opening + 1;
  for (let code = text.charCodeAt(at); code !== QUOTE; code = text.charCodeAt(at))
    at += code === BACKSLASH ? 2 : 1;
  return at + 1;
}
