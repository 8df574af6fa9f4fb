import type { RequestHeader } from '../../protocol/frame.js';
import type { Writer } from '../../protocol/writer.js';

/** A request that a hook gets to see before its handler does. */
export interface InterceptedRequest {
  readonly api: string;
  readonly header: RequestHeader;
  /** The whole frame, header included, its length not. */
  readonly frame: Buffer;
}

/**
 * What a hook has done with the request: nothing (it goes on), answered it with a body of its own, put it off, or
 * dropped it, with or without the connection.
 */
export type InterceptOutcome =
  | undefined
  | { readonly answer: (writer: Writer) => void }
  | { readonly delayMs: number }
  | 'drop'
  | 'disconnect';

// biome-ignore lint/suspicious/noConfusingVoidType: a hook that only observes returns nothing at all.
export type InterceptHook = (request: InterceptedRequest) => InterceptOutcome | void;

/** Hooks waiting for the next request of their API: how tests make the broker misbehave. */
export class Faults {
  readonly #waiting = new Map<string, InterceptHook[]>();

  /** `hook` sees the next request named `api`, and no other. */
  intercept(api: string, hook: InterceptHook): void {
    const hooks = this.#waiting.get(api) ?? [];
    hooks.push(hook);
    this.#waiting.set(api, hooks);
  }

  apply(request: InterceptedRequest): InterceptOutcome {
    const hook = this.#waiting.get(request.api)?.shift();
    return hook?.(request) ?? undefined;
  }
}
