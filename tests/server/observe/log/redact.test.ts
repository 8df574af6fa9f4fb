import { expect, it } from 'vitest';
import { redacted } from '../../../../server/observe/log/redact.js';

const HEX = '0123456789abcdef'.repeat(4);

it.each([
  [`token key_0123456789abcdef.${HEX} is wrong`, 'token key_0123456789abcdef.[redacted] is wrong'],
  [`v1=${HEX.toUpperCase()}`, 'v1=[redacted]'],
  ['Authorization: Bearer abc.def', 'Authorization: [redacted] [redacted]'],
  ['{"authorization":"Basic dTpw"}', '{"authorization":"[redacted]"}'],
  ['{\\"cookie\\":\\"a=1; b=2\\",\\"x\\":1}', '{\\"cookie\\":\\"[redacted]\\",\\"x\\":1}'],
  ["{ password: 'p w', user: 'ann' }", "{ password: '[redacted]', user: 'ann' }"],
  ['GET /v1/status?token=abc&limit=1', 'GET /v1/status?token=[redacted]&limit=1'],
  ['{"secret":"","a":1}', '{"secret":"","a":1}'],
])('%s', (line, expected) => {
  expect(redacted(line)).toBe(expected);
});

it('leaves what is none as it is', () => {
  const line = '{"level":"info","route":"/v1/keys/:id","msg":"the token is missing","player":"tokens"}';
  expect(redacted(line)).toBe(line);
});
