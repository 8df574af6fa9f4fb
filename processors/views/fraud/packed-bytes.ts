/**
 * Numbers and texts in bytes, one after the other: a number is a varint (LEB128), a text its length in bytes and UTF-8.
 * Most texts are ASCII: a loop over them is quicker than a call out of the engine.
 */

/** A varint of a number below 2⁵³ has so many bytes at most. */
const MAX_VARINT = 8;

/** Where bytes are put before they are taken; it grows as it must. */
let buffer = Buffer.allocUnsafe(4096);
let used = 0;

/** @param number a whole one, not below zero and below 2⁵³ */
export function putNumber(number: number): void {
  reach(MAX_VARINT);
  let rest = number;
  for (; rest >= 128; rest = Math.floor(rest / 128)) buffer[used++] = (rest % 128) | 128;
  buffer[used++] = rest;
}

export function putText(text: string): void {
  const { length } = text;
  reach(MAX_VARINT + length);
  const start = used;
  putNumber(length);
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 128) {
      used = start;
      putUtf8(Buffer.from(text));
      return;
    }
    buffer[used++] = unit;
  }
}

export function putTexts(texts: readonly string[]): void {
  putNumber(texts.length);
  for (const text of texts) putText(text);
}

/** What was put since this was last called. */
export function takeBytes(): Uint8Array {
  // Of Node's pool: an array with memory of its own takes longer to make than to fill.
  const bytes = Buffer.allocUnsafe(used);
  buffer.copy(bytes, 0, 0, used);
  used = 0;
  return bytes;
}

/** Reads them in the same order. */
export class PackedReader {
  #at = 0;

  constructor(readonly bytes: Buffer) {}

  get isOver(): boolean {
    return this.#at >= this.bytes.length;
  }

  number(): number {
    let number = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = this.bytes[this.#at++]!;
      number += (byte & 127) * unit;
      if (byte < 128) return number;
    }
  }

  text(): string {
    const length = this.number();
    this.#at += length;
    return this.bytes.toString('utf8', this.#at - length, this.#at);
  }

  texts(count: number): string[] {
    return Array.from({ length: count }, () => this.text());
  }
}

function putUtf8(bytes: Buffer): void {
  putNumber(bytes.length);
  reach(bytes.length);
  buffer.set(bytes, used);
  used += bytes.length;
}

/** Makes room for so many bytes more. */
function reach(more: number): void {
  if (used + more > buffer.length) buffer = Buffer.concat([buffer], 2 * (used + more));
}
