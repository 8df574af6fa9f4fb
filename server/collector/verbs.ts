/** What a game says in its own words: `POST /v1/players/:id/swords` and the like. Each becomes a game action. */
import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { escapeStep, printable } from '../../processors/verdict/pointer.js';
import { REASONS } from '../../processors/verdict/reasons.js';
import { Problem } from '../problem.js';
import { type Action, actionText, strangeField } from './action-event.js';
import { answerWith, type Besides, type CollectorParts, type Wanted } from './answer.js';
import { bodyOf, isLines, requireShallow } from './body.js';
import { parsedObject } from './event-text.js';
import { type Judged, rejected, type TopicRules } from './judges.js';
import { VERB_FIELDS, verbSchema, withoutBody } from './schemas.js';
import type { Taken } from './take.js';

const TOPIC = 'game-actions';

interface Verb {
  readonly method: 'POST' | 'DELETE';
  /** Below `/v1/players/:id/`. */
  readonly path: string;
  readonly type: string;
  readonly summary: string;
  readonly fields: readonly (keyof typeof VERB_FIELDS)[];
  /** The fields may be absent, and so may the body. */
  readonly isOptional: boolean;
}

const VERBS: readonly Verb[] = [
  verb('POST swords', 'buy_sword', 'Buy a sword', ['sword_type']),
  verb('POST weapons', 'buy_weapon', 'Buy a weapon', ['weapon_type']),
  verb('POST guild', 'join_guild', 'Join a guild', ['guild_name']),
  verb('DELETE guild', 'leave_guild', 'Leave the guild', ['guild_name'], true),
  verb('POST battles', 'battle', 'End a battle', ['opponent_id', 'outcome', 'health']),
];

function verb(
  route: `${Verb['method']} ${string}`,
  type: string,
  summary: string,
  fields: Verb['fields'],
  isOptional = false,
): Verb {
  const [method, path] = route.split(' ') as [Verb['method'], string];
  return { method, path, type, summary, fields, isOptional };
}

/** @param onRequest notes when a request came */
export function registerVerbs(
  app: FastifyInstance,
  parts: CollectorParts,
  onRequest: (request: FastifyRequest) => Promise<void>,
): void {
  for (const { method, path, type, summary, fields, isOptional } of VERBS) {
    const described = Object.fromEntries(fields.map((name) => [name, VERB_FIELDS[name]]));
    app.route<{ Params: { readonly id: string } }>({
      method,
      url: `/v1/players/:id/${path}`,
      config: { role: 'ingest' },
      onRequest,
      schema: verbSchema(summary, described, isOptional ? [] : fields),
      validatorCompiler: withoutBody,
      handler: async (request, reply) => {
        const body = await actionBody(request, isOptional);
        const action: Action = { player: request.params.id, type, fields };
        const { wanted, judges } = asked(parts, request, body, action);
        return answerWith({ ...parts, judges }, { request, reply }, body, wanted, written);
      },
    });
  }
}

async function actionBody(request: FastifyRequest, isOptional: boolean): Promise<Buffer> {
  if (isLines(request))
    throw new Problem(415, 'invalid_media_type', 'An action is application/json, and one alone.');
  const body = await bodyOf(request);
  if (body.length === 0 && !isOptional) throw new Problem(400, 'empty', 'The request says nothing.');
  requireShallow(body);
  return body;
}

/** What is no object makes no event, and is judged as it came. */
function asked(parts: CollectorParts, request: FastifyRequest, body: Buffer, action: Action) {
  const text = body.length === 0 ? '{}' : body.toString('utf8');
  const parsed = isUtf8(body) ? parsedObject(text) : undefined;
  if (parsed === undefined) {
    const wanted: Wanted = () => ({ topic: TOPIC, values: [body], offset: 0 });
    return { wanted, judges: parts.judges };
  }
  const rules = parts.judges[TOPIC];
  const wanted: Wanted = ({ at, offset }) => ({
    topic: TOPIC,
    values: [Buffer.from(actionText(action, text, request, rules, at))],
    // The server's own clock is right.
    offset: Object.hasOwn(parsed, 'timestamp') ? offset : 0,
  });
  const strange = strangeField(action, parsed);
  return {
    wanted,
    judges: strange === undefined ? parts.judges : { ...parts.judges, [TOPIC]: refusing(rules, strange) },
  };
}

const PRECEDENCE: readonly string[] = REASONS.map(([code]) => code);

/** A field that no event was made of is at fault, unless the event has a fault that comes before. */
function refusing(rules: TopicRules, field: string): TopicRules {
  const unknown = rejected('unknown_field', printable(`/${escapeStep(field)}`));
  const judge = (value: Buffer, now: number): Judged => {
    const judged = rules.judge(value, now);
    const { result } = judged;
    const comesBefore =
      result.status === 'rejected' &&
      PRECEDENCE.indexOf(result.reason) < PRECEDENCE.indexOf(unknown.result.reason);
    return comesBefore ? judged : unknown;
  };
  return { ...rules, judge };
}

/** The event's text goes into the answer as it is. */
function written({ results: [result], values: [value] }: Taken, besides: Besides): string {
  if (result?.status !== 'accepted') return JSON.stringify({ ...result, ...besides });
  const rest = JSON.stringify(besides).slice(1);
  return `{"status":"accepted","event":${value}${rest === '}' ? rest : `,${rest}`}`;
}
