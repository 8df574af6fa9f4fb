import { expect, test } from 'vitest';
import { jsonRows, jsonText } from '../../../cli/render/json.js';

const HOSTILE = 'a\u009b2Jb\u202ec\u007f\u2028\ue000\u001b]0;d\n';

test('JSON holds nothing that a terminal would obey, and is the same to whoever parses it', () => {
  const rows = [{ subject: HOSTILE, [HOSTILE]: 1 }, { subject: 'plain, 名前' }];
  const text = jsonRows(rows);
  expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]/u);
  expect(text).toContain('plain, 名前');
  expect(JSON.parse(text)).toEqual(rows);
  expect(text.split('\n')).toHaveLength(rows.length + 3);
});

test('with an indent its lines stay', () => {
  expect(jsonText({ a: ['\u009b'] }, 2)).toBe('{\n  "a": [\n    "\\u009b"\n  ]\n}');
});
