import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ndjsonLines } from '../../../cli/consume/ndjson.js';
import { recordBatch } from '../../support/record-batch.js';

function only(batch: ReturnType<typeof recordBatch>): Record<string, unknown> {
  return JSON.parse(ndjsonLines(batch)) as Record<string, unknown>;
}

describe('ndjson', () => {
  it('has an object a record, in the order of its fields', () => {
    const batch = recordBatch('chat', 2, 41, [
      { key: 'k', value: '{"a":"b"}', timestamp: 1_700_000_000_000 },
      { value: 'second' },
    ]);
    expect(ndjsonLines(batch)).toBe(
      '{"topic":"chat","partition":2,"offset":41,"timestamp":1700000000000,"key":"k","value":"{\\"a\\":\\"b\\"}"}\n' +
        '{"topic":"chat","partition":2,"offset":42,"timestamp":null,"key":null,"value":"second"}\n',
    );
  });

  it('tells an empty key from none', () => {
    expect(only(recordBatch('t', 0, 0, [{ key: '', value: '' }]))).toMatchObject({ key: '', value: '' });
  });

  it('keeps a byte order mark', () => {
    expect(only(recordBatch('t', 0, 0, [{ value: '\ufeff{}' }])).value).toBe('\ufeff{}');
  });

  it.each([[[0xff]], [[0x7b, 0xc3]], [[0xed, 0xa0, 0x80]], [[0xc0, 0x80]]])(
    'gives bytes that are no UTF-8 as base64: %j',
    (bytes) => {
      const record = only(recordBatch('t', 0, 0, [{ value: Uint8Array.from(bytes) }]));
      expect(record.value).toBeNull();
      expect(Buffer.from(String(record.value_base64), 'base64')).toEqual(Buffer.from(bytes));
    },
  );

  it('escapes what some readers take for a line end', () => {
    const lines = ndjsonLines(recordBatch('t', 0, 0, [{ value: 'a\u2028b\u2029c\u0085d\ne\u009bf' }]));
    expect(lines).not.toMatch(/[\u2028\u2029\u0080-\u009f]/);
    expect(lines.match(/\n/g)).toHaveLength(1);
    expect(JSON.parse(lines).value).toBe('a\u2028b\u2029c\u0085d\ne\u009bf');
  });

  it('loses no byte of any value', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 12 }), { minLength: 1, maxLength: 5 }), (values) => {
        const lines = ndjsonLines(
          recordBatch(
            't',
            0,
            0,
            values.map((value) => ({ value })),
          ),
        );
        const back = lines
          .trimEnd()
          .split('\n')
          .map((line) => {
            const { value, value_base64: base64 } = JSON.parse(line);
            return value === null ? Buffer.from(base64, 'base64') : Buffer.from(value);
          });
        expect(back).toEqual(values.map((value) => Buffer.from(value)));
      }),
    );
  });
});
