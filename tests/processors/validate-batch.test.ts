import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordBatch } from '../../fluvio/client/types.js';
import { rulesFor } from '../../processors/verdict/rules.js';
import { validateValue } from '../../processors/verdict/validate.js';
import { batchChecker } from '../../processors/verdict/validate-batch.js';
import { DEFAULT_SETTINGS } from '../../settings/settings.js';
import { NOW, player } from './validate-samples.js';

/** A batch of these values, one after the other, between bytes that belong to no value. */
function batchOf(values: readonly (string | Buffer)[], packed = true, timestamp = NOW): RecordBatch {
  const count = values.length;
  const parts = [Buffer.from([0xff, 0x5c, 0x75])];
  const valueStart = new Int32Array(count);
  const valueEnd = new Int32Array(count);
  let at = 3;
  values.forEach((value, i) => {
    const part = Buffer.from(value);
    parts.push(part);
    valueStart[i] = at;
    at += part.length;
    valueEnd[i] = at;
  });
  const bytes = Buffer.concat([...parts, Buffer.from([0x80])]);
  const none = new Int32Array(count).fill(-1);
  const timestamps = new Float64Array(count).fill(timestamp);
  const place = { topic: 'player-events', partition: 0, baseOffset: 0 };
  return { ...place, count, bytes, keyStart: none, keyEnd: none, valueStart, valueEnd, timestamps, packed };
}

const VALUES: (string | Buffer)[] = [
  player({}),
  '',
  player({ map_id: 'Høyde' }),
  player({ map_id: '🗡' }),
  player({ map_id: 'X' }).replace('X', '\\ud83d\\ude00'),
  '{"map_id":"\\ud800"}',
  `\ufeff${player({})}`,
  ' '.repeat(65_537),
  player({ timestamp: '9999-01-01T00:00:00Z' }),
  '{',
  '\\u',
];

/** Alone invalid, one after the other a character: only the boundary between them tells. */
const HALVES = [Buffer.from([0x22, 0xc3]), Buffer.from([0xa9, 0x22])];

const RULES = rulesFor('player-events', DEFAULT_SETTINGS);

function verdicts(batch: RecordBatch) {
  const check = batchChecker('player-events', batch, RULES);
  return Array.from({ length: batch.count }, (_, i) => check(i));
}

function oneByOne(batch: RecordBatch) {
  return Array.from({ length: batch.count }, (_, i) =>
    validateValue(
      'player-events',
      batch.bytes,
      batch.valueStart[i]!,
      batch.valueEnd[i]!,
      batch.timestamps[i]!,
      RULES,
    ),
  );
}

describe('batchChecker', () => {
  it.each([
    ['ASCII', [player({}), '{', '', player({ level: 1 })]],
    ['ASCII with escapes', [player({}), '{"map_id":"\\ud800"}', player({})]],
    ['a value over 64 KiB', [player({}), ' '.repeat(65_537)]],
    ['UTF-8', [player({ map_id: 'Høyde' }), player({}), player({ map_id: '🗡' })]],
    ['a byte that is none', [player({ map_id: 'ø' }), Buffer.from([0xff]), player({})]],
    ['a character that spans two values', [player({}), ...HALVES, player({})]],
    ['an escape that spans two values', ['\\', 'u']],
    ['empty values', ['', '', '']],
    ['nothing', []],
  ] as [string, (string | Buffer)[]][])('judges %s as one by one', (_name, values) => {
    for (const packed of [true, false]) {
      const batch = batchOf(values, packed);
      expect(verdicts(batch)).toEqual(oneByOne(batch));
    }
  });

  it("does not accept another value's half of a character", () => {
    expect(verdicts(batchOf(HALVES))).toMatchObject([{ reason: 'invalid_utf8' }, { reason: 'invalid_utf8' }]);
  });

  it('looks at the time of each record', () => {
    const late = batchOf([player({}), player({ map_id: 'ø' })], true, NOW - 600_000);
    expect(verdicts(late)).toMatchObject([{ reason: 'future_time' }, { reason: 'future_time' }]);
  });

  it('judges any mixture as one by one', () => {
    const part = fc.oneof(
      fc.constantFrom(...VALUES),
      fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes)),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), fc.boolean(), (values, packed) => {
        const batch = batchOf(values, packed);
        expect(verdicts(batch)).toEqual(oneByOne(batch));
      }),
      { numRuns: 300 },
    );
  });
});
