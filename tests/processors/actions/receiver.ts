import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Webhook } from '../../../settings/settings.js';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a receiver answers: a status, with a header or two; or whatever else it does. */
export type Answer = number | { status: number; headers: Record<string, string> } | RequestListener;

/** A web server of this test, which keeps what it receives; answers in turn, the last one for good. */
export class Receiver {
  readonly received: Received[] = [];
  port = 0;

  static async start(...answers: Answer[]): Promise<Receiver> {
    const receiver = new Receiver();
    const server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      receiver.received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      const answer = (answers.length > 1 ? answers.shift() : answers[0]) ?? 200;
      if (typeof answer === 'function') answer(request, response);
      else if (typeof answer === 'number') response.writeHead(answer).end();
      else response.writeHead(answer.status, answer.headers).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    receiver.port = (server.address() as AddressInfo).port;
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hook`;
  }

  /** The ids of the notices of each request, of a `json` webhook. */
  get ids(): string[][] {
    return this.received.map(({ body }) =>
      (JSON.parse(body) as { notices: { id: string }[] }).notices.map(({ id }) => id),
    );
  }
}

export function webhookTo(url: string, others: Partial<Webhook> = {}): Webhook {
  return {
    name: 'ops',
    url,
    format: 'json',
    kinds: ['fraud', 'alert', 'stall', 'silence'],
    allow_private: true,
    secret: null,
    ...others,
  };
}
