import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf } from '../../../cli/produce/key.js';
import { LineCutter } from '../../../cli/produce/line-cutter.js';
import { noLines, sendLines } from '../../../cli/produce/send-lines.js';
import { MAX_RECORD_BYTES, type OutgoingRecord } from '../../../fluvio/client/index.js';

function cut(chunks: readonly Buffer[], most = 1000): (string | null)[] {
  const cutter = new LineCutter(most);
  const lines = chunks.flatMap((chunk) => [...cutter.push(chunk)]);
  return [...lines, ...cutter.end()].map((line) => line?.toString('latin1') ?? null);
}

describe('cutting lines', () => {
  it.each<[string, string[]]>([
    ['', []],
    ['a', ['a']],
    ['a\n', ['a']],
    ['a\nb', ['a', 'b']],
    ['\n\na\n', ['', '', 'a']],
    ['a\r\nb\rc\nd\r', ['a', 'b\rc', 'd\r']],
    ['\xff\xfe\n\0', ['\xff\xfe', '\0']],
  ])('%j', (text, lines) => {
    expect(cut([Buffer.from(text, 'latin1')])).toEqual(lines);
  });

  it('does not depend on where the chunks end', () => {
    const text = fc
      .array(fc.constantFrom('a', 'bcd', '\n', '\r', '\r\n'), { maxLength: 30 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 5 }),
        (whole, size, most) => {
          const bytes = Buffer.from(whole);
          const chunks = [];
          for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
          expect(cut(chunks, most)).toEqual(cut([bytes], most));
        },
      ),
    );
  });

  it('gives null for a line that is too large, and goes on', () => {
    expect(
      cut(
        ['abcd', 'efgh', 'ij\nabc', '\nabcd\r\nabcde'].map((text) => Buffer.from(text)),
        4,
      ),
    ).toEqual([null, 'abc', 'abcd', null]);
  });
});

describe('the key of a line', () => {
  it.each<[string, string | undefined]>([
    ['{"id":"player 1"}', 'player 1'],
    ['{"id":""}', ''],
    ['{"id":12}', '12'],
    ['{"id":true}', 'true'],
    ['{"id":null}', undefined],
    ['{"id":{"a":1}}', undefined],
    ['{"other":1}', undefined],
    ['[{"id":1}]', undefined],
    ['no json', undefined],
    ['', undefined],
  ])('%s → %s', (line, key) => {
    expect(keyOf(Buffer.from(line), 'id')).toBe(key);
  });

  it('is none of an invalid line, and none that only the prototype has', () => {
    expect(keyOf(Buffer.from('7b226964223a22ff227d', 'hex'), 'id')).toBeUndefined();
    expect(keyOf(Buffer.from('{}'), 'constructor')).toBeUndefined();
  });
});

describe('sending lines', () => {
  async function send(chunks: readonly (Buffer | string)[], keyField?: string) {
    const records: OutgoingRecord[] = [];
    const counts = noLines();
    const producer = {
      send: async (batch: readonly OutgoingRecord[]) => {
        records.push(...batch);
      },
    };
    async function* input() {
      yield* chunks;
    }
    await sendLines(input(), producer, keyField, counts);
    return { records: records.map(({ key, value }) => [key, Buffer.from(value).toString()]), counts };
  }

  it('makes a record of each, in order, with the key from its field', async () => {
    const { records, counts } = await send(['{"id":"a"}\n{"n":1}', '\nlast'], 'id');
    expect(records).toEqual([
      ['a', '{"id":"a"}'],
      ['', '{"n":1}'],
      ['', 'last'],
    ]);
    expect(counts).toEqual({ lines: 3, sent: 3, keyless: 2, tooLarge: 0 });
  });

  it('leaves out what the client cannot send, with its key counted, and tells the first', async () => {
    const large = 'x'.repeat(MAX_RECORD_BYTES + 1);
    const largeWithKey = JSON.stringify({ id: 'k'.repeat(MAX_RECORD_BYTES / 2) });
    const { records, counts } = await send([`a\n${large}\n${largeWithKey}\nb`], 'id');
    expect(records.map(([, value]) => value)).toEqual(['a', 'b']);
    expect(counts).toMatchObject({ lines: 4, sent: 2, tooLarge: 2, firstTooLarge: 2 });
  });
});
