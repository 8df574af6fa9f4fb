import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrayElements, memberValues } from '../../../server/collector/json-text.js';
import { MOST_NESTED, outlineOf } from '../../../server/collector/outline.js';

const INDENTS = fc.constantFrom(undefined, 2, '\t');

describe('arrays', () => {
  it('are cut into the texts of their elements, whatever they hold', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), INDENTS, (values, indent) => {
        const elements = arrayElements(JSON.stringify(values, null, indent));
        expect(elements.map((element) => JSON.parse(element))).toEqual(JSON.parse(JSON.stringify(values)));
      }),
    );
  });

  it('leave numbers, escapes and repeated names as they are', () => {
    expect(arrayElements(' [ 1.0,1e400 ,{"a":1,"a":[ ]}, "\\"],[" ,[]]')).toEqual([
      '1.0',
      '1e400',
      '{"a":1,"a":[ ]}',
      '"\\"],["',
      '[]',
    ]);
    expect(arrayElements('[ ]')).toEqual([]);
  });
});

describe('objects', () => {
  it('tell where the value of each member stands', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), INDENTS, (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const found = [...memberValues(text)].map(([name, { start, end }]) => [
          name,
          JSON.parse(text.slice(start, end)),
        ]);
        expect(Object.fromEntries(found)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('have the last of a repeated name, however it is written', () => {
    const text = '{ "a" : 1 , "\\u0061" : 2.0 }';
    const { start, end } = memberValues(text).get('a')!;
    expect(text.slice(start, end)).toBe('2.0');
    expect(memberValues(' { } ').size).toBe(0);
  });
});

describe('depth', () => {
  const nested = (depth: number) => `${'[{"a":'.repeat(depth / 2)}1${'}]'.repeat(depth / 2)}`;

  it.each([
    ['as deep as may be', nested(MOST_NESTED), false],
    ['deeper', nested(MOST_NESTED + 2), true],
    ['side by side', `[${'{},'.repeat(1000)}{}]`, false],
    ['in a string alone', `"${'[{'.repeat(1000)}\\"[{"`, false],
    ['a million deep', '['.repeat(1_000_000), true],
    ['closed before it opens', `${']'.repeat(100)}${'['.repeat(MOST_NESTED + 1)}`, true],
    ['a string without end', '"[[[\\', false],
  ])('of what is %s', (_, text, expected) => {
    expect(outlineOf(Buffer.from(text)).isTooDeep).toBe(expected);
  });

  it('is told with how many members stand side by side, outermost', () => {
    expect(outlineOf(Buffer.from('[{"a":1,"b":[1,2]}, "x,y\\",", 3, [4,5]]')).commas).toBe(3);
  });
});
