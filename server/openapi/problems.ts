/** The answers that are errors, as the schemas of routes have them. */

/** A JSON Schema, or a part of one. */
export type Schema = Readonly<Record<string, unknown>>;

/** What `ProblemBody` is. */
export const PROBLEM: Schema = {
  type: 'object',
  description: 'A code for the machine, and a sentence for the person.',
  properties: {
    error: {
      type: 'object',
      properties: {
        code: { type: 'string', pattern: '^[a-z0-9_]+$' },
        message: { type: 'string' },
      },
      required: ['code', 'message'],
      additionalProperties: false,
    },
  },
  required: ['error'],
  additionalProperties: false,
};

const MEANINGS = {
  400: 'What was sent cannot be understood.',
  404: 'There is no such thing.',
  406: 'It cannot be given in any of the types that `Accept` names.',
  409: 'It contradicts what was there before.',
  413: 'It is too large.',
  415: 'It is of a type or encoding that is not taken.',
  422: 'It was understood, and is not valid.',
  503: 'Not now: try again after `Retry-After` seconds.',
} as const;

/** `response` of a route for the statuses that it refuses with. Those of every route are added for all of them. */
export function problems(...statuses: readonly (keyof typeof MEANINGS)[]): Readonly<Record<number, Schema>> {
  return Object.fromEntries(statuses.map((status) => [status, problem(MEANINGS[status])]));
}

export function problem(description: string): Schema {
  return { description, content: { 'application/json': { schema: PROBLEM } } };
}
