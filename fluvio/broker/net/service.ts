import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { DecodeError } from '../../protocol/decode-error.js';
import { decodeRequestHeader, type RequestHeader } from '../../protocol/frame.js';
import { Reader } from '../../protocol/reader.js';
import { Connection } from './connection.js';
import type { Faults } from './faults.js';
import type { Handler, Incoming, Registry } from './registry.js';

export interface ServiceOptions<Session> {
  readonly registry: Registry<Session>;
  readonly newSession: (connection: Connection) => Session;
  readonly faults: Faults;
  readonly onTraffic: () => void;
  /** Hears of handlers that failed in a way they should not. */
  readonly onFailure: (message: string) => void;
}

/** One listening port: accepts connections and dispatches their requests by the registry. */
export class Service<Session> {
  readonly #options: ServiceOptions<Session>;
  readonly #server: Server;
  readonly #connections = new Set<Connection>();

  constructor(options: ServiceOptions<Session>) {
    this.#options = options;
    this.#server = createServer((socket) => this.#accept(socket));
  }

  /** Connections that are open. */
  get connections(): number {
    return this.#connections.size;
  }

  /** Resolves to the port; 0 takes any that is free. */
  async listen(host: string, port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ host, port }, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
    return (this.#server.address() as AddressInfo).port;
  }

  /** Ends all connections and stops listening. */
  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const connection of this.#connections) connection.destroy();
    await closed;
  }

  #accept(socket: Socket): void {
    this.#options.onTraffic();
    const connection = new Connection(socket, this.#options.onTraffic);
    this.#connections.add(connection);
    connection.onClose(() => this.#connections.delete(connection));
    const session = this.#options.newSession(connection);
    connection.serve((frame) => this.#handle(session, connection, frame));
  }

  /** Behaviour: an unknown key, a version out of range and garbage end the connection without an answer. */
  #handle(session: Session, connection: Connection, frame: Buffer): void | Promise<void> {
    try {
      const body = new Reader(frame);
      const header = decodeRequestHeader(body);
      const handler = this.#options.registry.find(header.apiKey, header.apiVersion);
      if (handler === undefined) return connection.destroy();
      const incoming = { header, body, connection };
      const outcome = this.#options.faults.apply({ api: handler.name, header, frame });
      if (outcome === 'drop') return;
      if (outcome === 'disconnect') return connection.destroy();
      if (outcome === undefined) return this.#run(handler, session, incoming);
      if ('answer' in outcome) return connection.send(header.correlationId, outcome.answer);
      return sleep(outcome.delayMs, undefined, { ref: false }).then(() =>
        this.#run(handler, session, incoming),
      );
    } catch (error) {
      this.#failed(connection, error);
    }
  }

  #run(handler: Handler<Session>, session: Session, incoming: Incoming): void | Promise<void> {
    const failed = (error: unknown): void =>
      this.#failed(incoming.connection, error, incoming.header, handler.name);
    try {
      return handler.handle(session, incoming)?.catch(failed);
    } catch (error) {
      failed(error);
    }
  }

  #failed(connection: Connection, error: unknown, header?: RequestHeader, api?: string): void {
    connection.destroy();
    if (error instanceof DecodeError) return;
    const what = api === undefined ? 'a request' : `${api} from ${header?.clientId}`;
    this.#options.onFailure(
      `${what} failed: ${error instanceof Error ? (error.stack ?? error.message) : error}`,
    );
  }
}
