/**
 * Names come from strangers, and a chat obeys what it reads: mentions, links, formats. A name is shown as code, where
 * nothing is obeyed, without what could end the code, reverse the line or hide.
 */

/** Control and format characters (which turn or hide text), halves of pairs, private use, other line ends. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;

const LONGEST = 64;

/** A name as plain text of one line, at most 64 characters, an ellipsis in place of the rest. */
export function plainName(text: string): string {
  return plainText(text, LONGEST) || '?';
}

/** Plain text of one line, at most so many characters. */
export function plainText(text: string, longest: number): string {
  const characters = [...text.replace(UNSAFE, '')];
  const clipped = characters.length <= longest ? characters : [...characters.slice(0, longest - 1), '…'];
  return clipped.join('').trim();
}

/** As code. The fullwidth @ is for services that look for mentions even there. */
export function codeName(text: string): string {
  return `\`${plainName(text).replaceAll('`', "'").replaceAll('@', '＠')}\``;
}
