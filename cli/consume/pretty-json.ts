/**
 * `-O json`: indented by two, keys sorted, as serde_json prints a `Value` that was read from text. Numbers keep the
 * digits they came with: a value of 2⁶³ shown through a double would be another number.
 */
import { isUtf8 } from 'node:buffer';

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/** The text of a JSON value, indented, or the reason why the bytes are none. */
export function prettyJson(bytes: Buffer): { readonly text: string } | { readonly error: string } {
  if (!isUtf8(bytes)) return { error: 'invalid unicode code point' };
  const text = bytes.toString();
  try {
    JSON.parse(text);
  } catch (error) {
    return { error: (error as Error).message };
  }
  return { text: new Printer(text.match(TOKEN) ?? []).value('') };
}

/** Walks tokens that are known to be well formed. */
class Printer {
  private next = 0;

  constructor(private readonly tokens: readonly string[]) {}

  value(indent: string): string {
    const token = this.take();
    if (token === '{') return this.object(indent);
    if (token === '[') return this.array(indent);
    return token.startsWith('"') ? JSON.stringify(JSON.parse(token)) : token;
  }

  private object(indent: string): string {
    // Of repeated keys the last wins.
    const members = new Map<string, string>();
    while (this.more('}')) {
      const key = JSON.parse(this.take()) as string;
      this.take();
      members.set(key, this.value(`${indent}  `));
    }
    const lines = [...members]
      .map(([key, value]) => [Buffer.from(key), `${JSON.stringify(key)}: ${value}`] as const)
      .sort(([a], [b]) => Buffer.compare(a, b))
      .map(([, line]) => line);
    return wrapped('{', lines, '}', indent);
  }

  private array(indent: string): string {
    const lines: string[] = [];
    while (this.more(']')) lines.push(this.value(`${indent}  `));
    return wrapped('[', lines, ']', indent);
  }

  /** Steps over a comma, or over `close`, which ends the list. */
  private more(close: string): boolean {
    const token = this.tokens[this.next];
    if (token === close || token === ',') this.next++;
    return token !== close;
  }

  private take(): string {
    return this.tokens[this.next++] ?? '';
  }
}

function wrapped(open: string, lines: readonly string[], close: string, indent: string): string {
  if (lines.length === 0) return open + close;
  return `${open}\n${lines.map((line) => `${indent}  ${line}`).join(',\n')}\n${indent}${close}`;
}
