/**
 * Takes secrets out of a line of the log. Nothing writes headers or bodies there; this is for what comes along in the
 * message of an error, say. It goes over the line as it is written, so nothing can be forgotten.
 */

const REDACTED = '[redacted]';

const NAMES =
  'authorization|x-game-flow-signature|(?:access_|api_?)?token|api_?key|secret|password|signature';

const SECRETS: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // Tokens, secrets and signatures of ours all have these 256 bits.
  [/[0-9a-f]{64}/gi, REDACTED],
  [/\b(Bearer|Basic|Digest)\s+[^\s"'\\,]+/gi, `$1 ${REDACTED}`],
  [/(cookie\\?["']?\s*[:=]\s*\\?["']?)[^"'\\]+/gi, `$1${REDACTED}`],
  // As JSON, as text within JSON, as Node shows an object.
  [new RegExp(`((?:${NAMES})\\\\?["']?\\s*[:=]\\s*\\\\?["'])[^"'\\\\]+`, 'gi'), `$1${REDACTED}`],
  // As a header or a parameter.
  [new RegExp(`((?:${NAMES})\\s*[:=]\\s*)[^\\s"'\\\\&,;]+`, 'gi'), `$1${REDACTED}`],
];

export function redacted(line: string): string {
  return SECRETS.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), line);
}
