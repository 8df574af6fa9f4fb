/** Connections on which something comes that is no HTTP, or comes too slowly: there is a socket, and no request. */
import { type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { Problem } from '../problem.js';
import { bodyOf } from '../refusal.js';
import { BARE_HEADERS } from './headers.js';

export class BrokenConnections {
  readonly #latest = new WeakMap<Socket, ServerResponse>();

  watch(server: Server): void {
    server.on('request', (request, answer) => this.#latest.set(request.socket, answer));
  }

  /** Says why, where an answer is awaited and none has begun, and closes the connection. */
  refuse(error: { readonly code?: string }, socket: Socket): void {
    if (error.code === 'ECONNRESET' || socket.destroyed) return;
    if (socket.writable && this.#awaitsAnswer(socket)) socket.write(rawAnswer(problemOf(error.code)));
    socket.destroySoon();
  }

  #awaitsAnswer(socket: Socket): boolean {
    const answer = this.#latest.get(socket);
    if (answer === undefined) return true;
    // Either the rest of its request is broken, or what comes after it.
    return answer.req.complete ? answer.writableFinished : !answer.headersSent;
  }
}

function problemOf(code: string | undefined): Problem {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new Problem(408, 'too_slow', 'The request took too long to come.');
    case 'HPE_HEADER_OVERFLOW':
      return new Problem(431, 'headers_too_large', 'The headers of the request are too large.');
    default:
      return new Problem(400, 'invalid_http', 'This is not a request of HTTP/1.1.');
  }
}

function rawAnswer(problem: Problem): string {
  const body = JSON.stringify(bodyOf(problem));
  const headers = {
    ...BARE_HEADERS,
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n${lines.join('')}\r\n${body}`;
}
