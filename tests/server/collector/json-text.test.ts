import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arrayElements } from '../../../server/collector/json-text.js';

it('cuts an array into the texts of its elements, whatever they hold', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.constantFrom(undefined, 2, '\t'), (values, indent) => {
      const elements = arrayElements(JSON.stringify(values, null, indent));
      expect(elements.map((element) => JSON.parse(element))).toEqual(JSON.parse(JSON.stringify(values)));
    }),
  );
});

it('leaves numbers, escapes and repeated names as they are', () => {
  expect(arrayElements(' [ 1.0,1e400 ,{"a":1,"a":[ ]}, "\\"],[" ,[]]')).toEqual([
    '1.0',
    '1e400',
    '{"a":1,"a":[ ]}',
    '"\\"],["',
    '[]',
  ]);
  expect(arrayElements('[ ]')).toEqual([]);
});
