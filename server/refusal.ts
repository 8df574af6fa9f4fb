/** Answers that are errors: the same form everywhere, and nothing of what went wrong inside but that it did. */
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

export function bodyOf({ code, message }: Problem): ProblemBody {
  return { error: { code, message } };
}
