import type { Api } from '../../protocol/api.js';
import type { RequestHeader } from '../../protocol/frame.js';
import type { ApiVersionKey } from '../../protocol/messages/api-versions.js';
import type { Decode, Reader } from '../../protocol/reader.js';
import type { Encode } from '../../protocol/writer.js';
import type { Connection } from './connection.js';

/** One request, its body not read yet. */
export interface Incoming {
  readonly header: RequestHeader;
  readonly body: Reader;
  readonly connection: Connection;
}

/** What a handler file registers: this entry answers ApiVersions *and* dispatches. */
export interface Handler<Session> {
  /** Name by which faults are injected, as the captures have it: `Produce`, `AdminCreate`. */
  readonly name: string;
  readonly api: Api;
  /** What ApiVersions states when that is not what is taken; null keeps the request out of the list, as Fluvio does. */
  readonly stated?: { readonly minVersion: number; readonly maxVersion: number } | null;
  /** May answer later or many times; throws a `DecodeError` for a body that is none. */
  readonly handle: (session: Session, incoming: Incoming) => void | Promise<void>;
}

/** A handler that gives one answer to each request. */
export function answering<Session, Request, Response>(entry: {
  readonly name: string;
  readonly api: Api;
  readonly stated?: Handler<Session>['stated'];
  readonly decode: Decode<Request>;
  readonly encode: Encode<Response>;
  readonly answer: (
    session: Session,
    request: Request,
    header: RequestHeader,
  ) => Response | Promise<Response>;
}): Handler<Session> {
  const { name, api, stated, decode, encode, answer } = entry;
  const handle = (session: Session, { header, body, connection }: Incoming): void | Promise<void> => {
    const send = (response: Response): void =>
      connection.send(header.correlationId, (writer) => encode(writer, response, header.apiVersion));
    const response = answer(session, decode(body, header.apiVersion), header);
    if (response instanceof Promise) return response.then(send);
    send(response);
  };
  return stated === undefined ? { name, api, handle } : { name, api, stated, handle };
}

/** The requests of one service, SC or SPU: their keys clash, so each has a registry of its own. */
export class Registry<Session> {
  readonly #handlers = new Map<number, Handler<Session>>();

  constructor(handlers: readonly Handler<Session>[]) {
    for (const handler of handlers) this.#handlers.set(handler.api.key, handler);
  }

  /** The handler of a key in a version, if there is one. */
  find(key: number, version: number): Handler<Session> | undefined {
    const handler = this.#handlers.get(key);
    if (handler === undefined) return undefined;
    const { minVersion, maxVersion } = handler.api;
    return version >= minVersion && version <= maxVersion ? handler : undefined;
  }

  has(name: string): boolean {
    return [...this.#handlers.values()].some((handler) => handler.name === name);
  }

  /** What ApiVersions answers, in the order of the keys. */
  get stated(): ApiVersionKey[] {
    return [...this.#handlers.values()]
      .filter((handler) => handler.stated !== null)
      .map(({ api, stated }) => ({
        apiKey: api.key,
        minVersion: stated?.minVersion ?? api.minVersion,
        maxVersion: stated?.maxVersion ?? api.maxVersion,
      }))
      .sort((a, b) => a.apiKey - b.apiKey);
  }
}
