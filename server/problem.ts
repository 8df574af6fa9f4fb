/** What a request is refused with: a status, a code for the machine, and a sentence for the person. */
export class Problem extends Error {
  override readonly name = 'Problem';

  /** @param retryAfter seconds after which it is worth trying again */
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly retryAfter?: number,
  ) {
    super(message);
  }
}

/** The body of every answer that is an error. */
export interface ProblemBody {
  readonly error: { readonly code: string; readonly message: string };
}
