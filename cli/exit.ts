/** Exit codes (README.md) and the errors that choose them. */
export const EXIT = { done: 0, failed: 1, usedWrongly: 2, interrupted: 130 } as const;

/** The command was used wrongly: exit 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The command failed for a reason that is told in one sentence: exit 1. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** Ctrl-C before the work was done, though nothing is lost: exit 130. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}
