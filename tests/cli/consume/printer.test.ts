import { describe, expect, it } from 'vitest';
import type { ConsumeOptions } from '../../../cli/consume/flags.js';
import { createPrinter } from '../../../cli/consume/printer.js';
import { type PlainRecord, recordBatch } from '../../support/record-batch.js';
import { fakeOutput } from '../fake-output.js';

function printed(options: Partial<ConsumeOptions>, records: PlainRecord[], isTerminal = false): string {
  const printer = createPrinter({ dataDir: 'x', ...options }, fakeOutput(isTerminal));
  return printer.print(recordBatch('t', 1, 7, records), 0, records.length) + printer.close();
}

describe('what is printed of a record', () => {
  it('is its value, invalid UTF-8 replaced', () => {
    expect(printed({}, [{ value: 'é→😀' }, { value: Buffer.from([0x62, 0xff]) }])).toBe('é→😀\nb\ufffd\n');
  });

  it('is a hex dump when it looks binary, as golden dumps are', () => {
    expect(printed({}, [{ value: '{\n    "p\0' }])).toBe(
      '00000000  7b 0a 20 20 20 20 22 70  00                       |{.    "p        |\n' +
        `${'-'.repeat(78)}\n\n`,
    );
    expect(printed({ output: 'binary' }, [{ value: '{\n    "p' }])).toBe(
      '00000000  7b 0a 20 20 20 20 22 70                           |{.    "p        |\n' +
        `${'-'.repeat(78)}\n\n`,
    );
  });

  it('has the key before it with -k', () => {
    expect(
      printed({ keyValue: true }, [{ key: 'b', value: '2' }, { value: '3' }, { key: '', value: '' }]),
    ).toBe('[b] 2\n[null] 3\n[] \n');
  });

  it('is only its size with -O text, when it looks binary', () => {
    expect(printed({ output: 'text' }, [{ value: 'a\0b' }])).toBe('binary: (3 bytes)\n');
    expect(printed({ output: 'text', suppressUnknown: true }, [{ value: 'a\0b' }])).toBe('a\0b\n');
  });

  it('is indented with -O json, its keys sorted, its numbers untouched', () => {
    const value = '{"b":[1,{},[]],"a":{"x":"\\u00e9"},"n":12345678901234567890.10,"b2":null}';
    expect(printed({ output: 'json' }, [{ value }])).toBe(`{
  "a": {
    "x": "é"
  },
  "b": [
    1,
    {},
    []
  ],
  "b2": null,
  "n": 12345678901234567890.10
}
`);
  });

  it('is an error object with -O json when it is no JSON, or nothing with --suppress-unknown', () => {
    expect(JSON.parse(printed({ output: 'json' }, [{ value: 'no' }]))).toHaveProperty('error');
    expect(printed({ output: 'json', suppressUnknown: true }, [{ value: 'no' }, { value: '1' }])).toBe('1\n');
  });

  it('fills in a template', () => {
    const format = '{{partition}}/{{ offset }} {{time}} {{key}}={{{value}}}';
    expect(
      printed({ format }, [
        { value: '<v>', timestamp: 0 },
        { key: 'k', value: 'w' },
        { value: 'x', timestamp: 2 ** 63 },
      ]),
    ).toBe('1/7 1970-01-01T00:00:00.000Z null=<v>\n1/8 NA k=w\n1/9 NA null=x\n');
    expect(() => printed({ format: '{{name}}' }, [])).toThrow('there is no {{name}}');
    expect(() => printed({ format: '{{constructor}}' }, [])).toThrow('there is no');
  });

  it('is a table row under its header with -O table', () => {
    expect(
      printed({ output: 'table' }, [{ value: '{"b":1,"a":"x"}' }, { value: '{"a":"long","b":22}' }]),
    ).toBe(
      [
        '+---+---+',
        '| a | b |',
        '+=======+',
        '| x | 1 |',
        '+---+---+',
        '| a    | b  |',
        '+===========+',
        '| long | 22 |',
        '+------+----+',
        '',
      ].join('\n'),
    );
  });

  it('reaches a pipe as it is and a terminal without what it would obey', () => {
    const record = { value: 'a\u001b[31mb\u0007\tc\nd' };
    expect(printed({}, [record])).toBe(`${record.value}\n`);
    expect(printed({}, [record], true)).toBe('ab  c\nd\n');
    expect(printed({ truncate: true }, [{ value: 'x'.repeat(100) }], true)).toBe(`${'x'.repeat(40)}\n`);
  });

  it('fills the terminal with the newest rows with -O full-table, and asks for one', () => {
    const rows = Array.from({ length: 9 }, (_, n) => ({ value: `{"n":"row ${n}"}` }));
    const screen = printed({ output: 'full-table' }, rows, true);
    expect(screen).toContain('row 8');
    expect(screen).not.toContain('row 4');
    expect(screen).toContain('\u001b[?1049l');
    expect(() => printed({ output: 'full-table' }, [])).toThrow('needs a terminal');
  });
});
