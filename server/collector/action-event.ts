/** From a request that says what a player does to the text of a game action. */
import type { FastifyRequest } from 'fastify';
import { canonicalIp, isIp } from '../../schemas/index.js';
import { memberValues } from './json-text.js';
import type { TopicRules } from './judges.js';

/** Longest host or user agent that an event takes. */
const LONGEST_TEXT = 512;

export interface Action {
  readonly player: string;
  /** `buy_sword`. */
  readonly type: string;
  /** Fields that a body may have, by our names, besides `timestamp` and `event_id`. */
  readonly fields: readonly string[];
}

/** Fields that every body may have. */
const COMMON_FIELDS = ['timestamp', 'event_id'];

/** The first field of a body that the action does not know. */
export function strangeField(
  { fields }: Action,
  body: Readonly<Record<string, unknown>>,
): string | undefined {
  return Object.keys(body).find((name) => !fields.includes(name) && !COMMON_FIELDS.includes(name));
}

/**
 * The event's JSON: what the body says, as it is written there, and the rest from the request.
 * @param text a JSON object
 * @param at when the action happened unless the body says it, ms since 1970
 */
export function actionText(
  { player, type, fields }: Action,
  text: string,
  request: FastifyRequest,
  { nameOf }: Pick<TopicRules, 'nameOf'>,
  at: number,
): string {
  const given = memberValues(text);
  const written = [...fields, ...COMMON_FIELDS].flatMap((name) => {
    const span = given.get(name);
    return span === undefined ? [] : [[name, text.slice(span.start, span.end)] as const];
  });
  const all = new Map<string, string>([
    ['player_id', JSON.stringify(player)],
    ['event_type', JSON.stringify(type)],
    ['timestamp', JSON.stringify(new Date(at))],
    ...written,
  ]);
  const from = requestOf(request);
  if (from !== undefined) all.set('request', JSON.stringify(from));
  const members = [...all].map(([name, json]) => `${JSON.stringify(nameOf(name))}:${json}`);
  return `{${members.join(',')}}`;
}

/** What an event cannot take is left out: texts that are empty or too long, an address with a zone. */
function requestOf({ headers, ip }: FastifyRequest): Readonly<Record<string, string>> | undefined {
  const { host, 'user-agent': userAgent } = headers;
  const found = {
    ...(isText(host) && { host }),
    ...(isText(userAgent) && { user_agent: userAgent }),
    ...(isIp(ip) && { remote_addr: canonicalIp(ip) }),
  };
  return Object.keys(found).length === 0 ? undefined : found;
}

function isText(text: string | undefined): text is string {
  return text !== undefined && text.length > 0 && text.length <= LONGEST_TEXT;
}
