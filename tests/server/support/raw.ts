/** Bytes over a real socket, as no well-behaved client would send them. */
import { connect, type Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

export interface RawAnswer {
  /** All that came until the server closed the connection. */
  readonly text: string;
  /** Status of each answer, in order. */
  readonly statuses: readonly number[];
}

/** The port of a server that listens on 127.0.0.1. */
export async function listening(app: FastifyInstance): Promise<number> {
  return Number(new URL(await app.listen({ host: '127.0.0.1', port: 0 })).port);
}

/** Connects, does as it is told, and waits until the server closes the connection. */
export function raw(port: number, act: (socket: Socket) => void): Promise<RawAnswer> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true }, () => act(socket));
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    // It may close while we still send.
    socket.on('error', () => undefined);
    socket.on('end', () => socket.end());
    socket.on('close', () => {
      const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
      resolve({ text, statuses });
    });
  });
}

/** Sends one text, and waits until the server closes the connection. */
export function sendRaw(port: number, text: string): Promise<RawAnswer> {
  return raw(port, (socket) => socket.write(text, 'latin1'));
}

export function head(method: string, path: string, ...headers: string[]): string {
  return [`${method} ${path} HTTP/1.1`, 'host: 127.0.0.1', ...headers, '', ''].join('\r\n');
}
