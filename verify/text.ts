/** Orders strings by their UTF-8 bytes (JavaScript's own `<` compares UTF-16 units, which differs past U+FFFF). */
export function compareUtf8(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8'));
}

export function compareNumbers(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether every surrogate of the string has its partner. */
export function isWellFormed(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0xd800 || unit > 0xdfff) continue;
    const next = text.charCodeAt(i + 1);
    const pair = unit <= 0xdbff && next >= 0xdc00 && next <= 0xdfff;
    if (!pair) return false;
    i++;
  }
  return true;
}

/** A string of `least` to `most` code points, none of them half a surrogate pair. */
export function isText(value: unknown, least: number, most: number): value is string {
  if (typeof value !== 'string' || !isWellFormed(value)) return false;
  // At most two units make a code point, so most strings need no closer look.
  if (value.length >= 2 * least && value.length <= most) return true;
  const length = [...value].length;
  return length >= least && length <= most;
}
