/**
 * Names come from events, and a terminal obeys what it reads: control characters, escape codes and the marks that
 * turn the direction of text are taken out before anything is shown.
 */
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;

export function sanitize(text: string): string {
  return text.replace(ESCAPES, '').replace(UNSAFE, '');
}

/** At most `width` characters, an ellipsis in place of the rest. */
export function clip(text: string, width: number): string {
  const characters = [...sanitize(text)];
  return characters.length <= width ? characters.join('') : `${characters.slice(0, width - 1).join('')}…`;
}
