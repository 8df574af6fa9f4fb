/**
 * A JSON text over several lines, each with the JSON pointer of what it shows. Tokens are printed as they came, so that
 * `1e400`, an escape or a key given twice can be seen; nothing is parsed into values.
 */
import { pointerTo } from '../../processors/verdict/pointer.js';

export interface JsonLine {
  readonly text: string;
  /** Of the value on this line, or that opens or closes on it. */
  readonly pointer: string;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** Deeper texts are no longer readable with an indent. */
export const MOST_NESTED = 40;

/** How deeply objects and arrays are nested in a JSON text. */
export function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') deepest = Math.max(deepest, ++depth);
    else if (token === '}' || token === ']') depth--;
  }
  return deepest;
}

/** @param text that `JSON.parse` accepts, nested no deeper than `MOST_NESTED` */
export function jsonLines(text: string): JsonLine[] {
  const walk = new Walk(text.match(TOKEN) ?? []);
  walk.value('', '', []);
  return walk.lines;
}

type Path = readonly (string | number)[];

class Walk {
  readonly lines: JsonLine[] = [];
  #next = 0;

  constructor(readonly tokens: readonly string[]) {}

  /** @param before what stands on the line before the value: the indent, and the key */
  value(before: string, indent: string, path: Path): void {
    const token = this.#take();
    if (token === '{') this.#members(before, indent, path, '{', '}', () => this.#member(indent, path));
    else if (token === '[') {
      let index = 0;
      this.#members(before, indent, path, '[', ']', () =>
        this.value(`${indent}  `, `${indent}  `, [...path, index++]),
      );
    } else this.#line(before + token, path);
  }

  #member(indent: string, path: Path): void {
    const key = this.#take();
    this.#take();
    this.value(`${indent}  ${key}: `, `${indent}  `, [...path, JSON.parse(key) as string]);
  }

  #members(before: string, indent: string, path: Path, open: string, close: string, one: () => void): void {
    if (this.tokens[this.#next] === close) {
      this.#take();
      this.#line(before + open + close, path);
      return;
    }
    this.#line(before + open, path);
    do {
      one();
      if (this.tokens[this.#next] === ',') this.#append(',');
    } while (this.#take() !== close);
    this.#line(indent + close, path);
  }

  #line(text: string, path: Path): void {
    this.lines.push({ text, pointer: pointerTo(path) });
  }

  #append(end: string): void {
    const last = this.lines.pop()!;
    this.lines.push({ ...last, text: last.text + end });
  }

  #take(): string {
    return this.tokens[this.#next++] ?? '';
  }
}
