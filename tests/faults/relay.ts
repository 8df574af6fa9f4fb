/**
 * A relay between clients and the broker that can be told to misbehave. It listens on another loopback address at the
 * broker's own ports, and the broker advertises that address, so that everything goes through it.
 */
import { connect, createServer, type Server, type Socket } from 'node:net';
import type { Chance } from './chance.js';

export const RELAY_HOST = '127.0.0.2';

interface Pair {
  readonly client: Socket;
  readonly broker: Socket;
}

export class Relay {
  /** Share of the broker's answers that are lost, together with their connection. */
  lostAnswers = 0;
  readonly done = { dropped: 0, reset: 0, stalled: 0, halfOpen: 0, lost: 0 };
  readonly #pairs = new Set<Pair>();
  readonly #servers: Server[] = [];

  constructor(readonly chance: Chance) {}

  async listen(ports: readonly number[]): Promise<void> {
    for (const port of ports) {
      const server = createServer((client) => this.#relay(client, port));
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, RELAY_HOST, resolve);
      });
      this.#servers.push(server);
    }
  }

  close(): void {
    for (const server of this.#servers) server.close();
    for (const pair of this.#pairs) end(pair);
  }

  /** Does something bad to one of the connections. */
  trouble(): void {
    const pair = this.chance.of([...this.#pairs, undefined]);
    if (pair === undefined) return;
    const { client, broker } = pair;
    switch (this.chance.whole(0, 3)) {
      case 0:
        this.done.dropped++;
        end(pair);
        return;
      case 1:
        this.done.reset++;
        client.resetAndDestroy();
        broker.destroy();
        return;
      case 2:
        this.done.stalled++;
        broker.pause();
        setTimeout(() => broker.resume(), this.chance.whole(100, 2000));
        return;
      default:
        // The broker's side goes away without a word; the client learns of it much later.
        this.done.halfOpen++;
        broker.removeAllListeners('close');
        broker.destroy();
        setTimeout(() => end(pair), this.chance.whole(500, 3000));
    }
  }

  #relay(client: Socket, port: number): void {
    const broker = connect(port, '127.0.0.1');
    const pair = { client, broker };
    this.#pairs.add(pair);
    client.on('data', (bytes) => {
      if (!broker.destroyed && !broker.write(bytes)) {
        client.pause();
        broker.once('drain', () => client.resume());
      }
    });
    broker.on('data', (bytes) => {
      if (this.chance.unit() < this.lostAnswers) {
        this.done.lost++;
        end(pair);
      } else if (!client.destroyed && !client.write(bytes)) {
        broker.pause();
        client.once('drain', () => broker.resume());
      }
    });
    for (const socket of [client, broker]) {
      socket.on('error', () => undefined);
      socket.on('close', () => end(pair));
    }
    client.on('close', () => this.#pairs.delete(pair));
  }
}

function end({ client, broker }: Pair): void {
  client.destroy();
  broker.destroy();
}
