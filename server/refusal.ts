/** Answers that are errors: the same form everywhere, and nothing of what went wrong inside but that it did. */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { invalidRequest } from './invalid-request.js';
import { BARE_HEADERS } from './limits/headers.js';
import { Problem, type ProblemBody } from './problem.js';

export function refuse(reply: FastifyReply, problem: Problem): void {
  const { status, retryAfter } = problem;
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter));
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  reply.code(status).type('application/json; charset=utf-8').send(bodyOf(problem));
}

export function problemOf(error: FastifyError | Problem, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error;
  const invalid = invalidRequest(error, request);
  if (invalid !== undefined) return invalid;
  const status = error.statusCode ?? 500;
  if (status >= 500) return new Problem(500, 'internal', 'Something went wrong in the server.');
  const code = error.code?.replace(/^FST_ERR_(CTP_)?/, '').toLowerCase() ?? 'bad_request';
  return new Problem(status, code, error.message);
}

/** For what the router itself refuses, before there are hooks: a path that cannot be decoded, or is too long. */
export function refuseBarely(reply: FastifyReply, problem: Problem): void {
  reply.headers(BARE_HEADERS);
  refuse(reply, problem);
}

/** For what is no HTTP, or comes too slowly: there is a socket, and no request. */
export function refuseConnection(error: { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) socket.write(rawAnswer(unreadable(error.code)));
  socket.destroySoon();
}

function unreadable(code: string | undefined): Problem {
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

function bodyOf({ code, message }: Problem): ProblemBody {
  return { error: { code, message } };
}
