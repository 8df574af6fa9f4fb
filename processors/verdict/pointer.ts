/**
 * JSON pointers (RFC 6901) for people: keys come from strangers, so what is stored and shown is made safe to print and
 * bounded. The bytes of a rejected record are kept, so nothing is lost.
 */

/** Longest pointer, in UTF-16 units, the final `…` included. */
const LONGEST = 256;

/** Control and format characters (bidirectional overrides among them), separators but the space, lone surrogates. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

export function pointerTo(path: readonly (string | number)[]): string {
  return printable(path.map((step) => `/${escapeStep(String(step))}`).join(''));
}

/** `~` and `/` within a key. */
export function escapeStep(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** A pointer with whatever a terminal must not see replaced by U+FFFD, cut when it is too long. */
export function printable(pointer: string): string {
  const cut = pointer.length > LONGEST ? `${pointer.slice(0, LONGEST - 1)}…` : pointer;
  return cut.replace(UNPRINTABLE, '\ufffd');
}
