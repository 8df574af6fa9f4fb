/** Properties that hold for any value, and for any event that somebody has tampered with. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REASONS } from '../../processors/verdict/reasons.js';
import { isIp, parseTimestamp, TOPICS, type Topic, VALIDATORS } from '../../schemas/index.js';
import { check, VALID } from './validate-samples.js';

const CODES: readonly string[] = REASONS.map(([code]) => code);

/** Values that lie on or beside the schemas' bounds. */
const values = fc.oneof(
  fc.constantFrom<unknown>(
    ...['', 'x', 'x'.repeat(64), 'x'.repeat(65), 'x'.repeat(128), '🗡'.repeat(64), '🗡'.repeat(128)],
    ...['🗡'.repeat(129), 'u'.repeat(512), 'u'.repeat(513), 'move', 'kill', 'win', 'battle', 'join_guild'],
    ...['leave_guild', 'buy_weapon', '1.2.3.4', '::1', 'EUR', '2024-11-12T10:15:30Z', '2024-11-12T10:15:30z'],
    ...[0, -0, -1, 1.5, 100, 100.5, 1e6, 1e9, 1e9 + 1, 253402300799999, 253402300800000, Infinity],
    ...[null, true, {}, [], { host: 'h' }, { host: '' }, { remote_addr: 'x' }, { player_id: 1 }],
  ),
  fc.string(),
  fc.double(),
  fc.jsonValue(),
);

const names = fc.constantFrom(
  ...['player_id', 'event_type', 'timestamp', 'event_id', 'request', 'sword_type', 'guild_name', 'price'],
  ...['opponent_id', 'outcome', 'health', 'currency', 'ip_address', 'playerid', 'eventtype', 'cpu_load'],
  ...['map_id', 'constructor', 'toString', 'a/b'],
);

/** A valid event with up to three fields put in, changed or taken out. */
function tampered(topic: Topic): fc.Arbitrary<Record<string, unknown>> {
  const change = fc.tuple(fc.oneof(names, fc.constantFrom(...Object.keys(VALID[topic]))), fc.option(values));
  return fc.array(change, { maxLength: 3 }).map((changes) => {
    const event: Record<string, unknown> = { ...VALID[topic] };
    for (const [name, value] of changes) {
      if (value === null) delete event[name];
      else event[name] = value;
    }
    return event;
  });
}

/** The same schema compiled at run time by Ajv as it comes, with its own `minLength` and `maxLength`. */
function compiled(topic: Topic) {
  const ajv = new Ajv({ strict: true, ownProperties: true, discriminator: true });
  ajv.addFormat('ip', isIp);
  ajv.addFormat('timestamp', (text) => !Number.isNaN(parseTimestamp(text)));
  return ajv.compile(
    JSON.parse(readFileSync(new URL(`../../schemas/${topic}.schema.json`, import.meta.url), 'utf8')),
  );
}

describe.each(TOPICS)('%s', (topic) => {
  it('the generated validator says what Ajv says, about the same place, and changes nothing', () => {
    const reference = compiled(topic);
    const generated = VALIDATORS[topic];
    fc.assert(
      fc.property(fc.oneof(tampered(topic), values), (event) => {
        const before = structuredClone(event);
        expect(generated(event)).toBe(reference(event));
        expect(generated.errors?.[0]?.instancePath).toBe(reference.errors?.[0]?.instancePath);
        expect(event).toEqual(before);
      }),
      { numRuns: 500 },
    );
  });

  it('any tampered event is accepted as it is or has a known reason and a pointer', () => {
    fc.assert(
      fc.property(tampered(topic), (event) => {
        const text = JSON.stringify(event);
        const verdict = check(topic, text, NaN);
        if (verdict.ok) {
          expect(verdict.event).toEqual(JSON.parse(text));
          expect(Number.isSafeInteger(verdict.time)).toBe(true);
        } else {
          expect(CODES).toContain(verdict.reason);
          expect(verdict.pointer).toMatch(/^(\/.*)?$/);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('no bytes make it throw', () => {
    const bytes = fc.uint8Array({ maxLength: 80 }).map((array) => Buffer.from(array));
    const damaged = fc
      .tuple(fc.nat(400), fc.uint8Array({ maxLength: 4 }))
      .map(([at, put]) => damage(Buffer.from(JSON.stringify(VALID[topic])), at, put));
    fc.assert(
      fc.property(fc.oneof(bytes, damaged), (value) => {
        const verdict = check(topic, value);
        if (!verdict.ok) expect(CODES).toContain(verdict.reason);
      }),
      { numRuns: 500 },
    );
  });
});

function damage(bytes: Buffer, at: number, put: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + put.length)]);
}
