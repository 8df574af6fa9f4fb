/** Asks the API, with the read token when there is one. */

const TOKEN = 'game-flow-token';

/** The server wants a token, or another than it was given. */
export class Unauthorized extends Error {}

/** The server refused; the sentence is its own. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Gone when the tab is closed. */
export const token = {
  get: () => sessionStorage.getItem(TOKEN),
  set: (text: string) => sessionStorage.setItem(TOKEN, text),
  forget: () => sessionStorage.removeItem(TOKEN),
};

/**
 * @param path below `/v1/`
 * @throws Unauthorized, Refused, or TypeError when there is no answer
 */
export async function ask(path: string, signal: AbortSignal, accept = 'application/json'): Promise<Response> {
  const known = token.get();
  const response = await fetch(`/v1/${path}`, {
    signal,
    cache: 'no-store',
    headers: { accept, ...(known === null ? {} : { authorization: `Bearer ${known}` }) },
  });
  if (response.ok) return response;
  if (response.status === 401) throw new Unauthorized();
  throw await refusal(response);
}

export async function askJson<T>(path: string, signal: AbortSignal): Promise<T> {
  return (await (await ask(path, signal)).json()) as T;
}

async function refusal(response: Response): Promise<Refused> {
  const body: unknown = await response.json().catch(() => undefined);
  const { code = 'unknown', message = `The server answered ${response.status}.` } =
    (body as { error?: { code?: string; message?: string } } | undefined)?.error ?? {};
  return new Refused(response.status, code, message);
}
