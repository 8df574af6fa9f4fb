/** What one look at the surroundings found. */
export interface Check {
  readonly name: string;
  /** `warn`: it works, or will, but not as it might. `fail`: something cannot work. */
  readonly status: 'ok' | 'warn' | 'fail';
  readonly message: string;
  /** What to do about it. */
  readonly next?: string;
}

export function ok(name: string, message: string): Check {
  return { name, status: 'ok', message };
}

export function warn(name: string, message: string, next: string): Check {
  return { name, status: 'warn', message, next };
}

export function fail(name: string, message: string, next: string): Check {
  return { name, status: 'fail', message, next };
}

/** The failure that an error stands for; one that knows what to do next says so itself. */
export function failed(name: string, error: unknown, next = 'See the message.'): Check {
  const message = error instanceof Error ? error.message : String(error);
  const own = (error as { next?: unknown } | null)?.next;
  return fail(name, message, typeof own === 'string' ? own : next);
}
