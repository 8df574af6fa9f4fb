import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalIp, isIp } from '../../schemas/index.js';

const CANONICAL: [string, string][] = [
  ['1.2.3.4', '1.2.3.4'],
  ['0.0.0.0', '0.0.0.0'],
  ['255.255.255.255', '255.255.255.255'],
  ['::', '::'],
  ['::1', '::1'],
  ['1::', '1::'],
  ['0:0:0:0:0:0:0:0', '::'],
  ['0:0:0:0:0:0:0:1', '::1'],
  ['2001:DB8::1', '2001:db8::1'],
  ['2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8::1'],
  ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['2001:db8::1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ['2001:0:0:1:0:0:0:1', '2001:0:0:1::1'],
  ['2001:db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['1:0:0:2:0:0:0:0', '1:0:0:2::'],
  ['0:0:1:0:0:0:0:1', '0:0:1::1'],
  ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
  ['1:2:3:4:5:6:7::', '1:2:3:4:5:6:7:0'],
  ['::2:3:4:5:6:7:8', '0:2:3:4:5:6:7:8'],
  ['fe80::ABCD', 'fe80::abcd'],
  ['::1.2.3.4', '::102:304'],
  ['::0.0.0.1', '::1'],
  ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
  ['1:2:3:4:5:6:7.8.9.10', '1:2:3:4:5:6:708:90a'],
  ['::ffff:1.2.3.4', '1.2.3.4'],
  ['::FFFF:102:304', '1.2.3.4'],
  ['0:0:0:0:0:ffff:0:0', '0.0.0.0'],
  ['::ffff:ffff:ffff', '255.255.255.255'],
  ['::ffff:0:1.2.3.4', '::ffff:0:102:304'],
  ['1::ffff:1.2.3.4', '1::ffff:102:304'],
];

const NOT_IPS = [
  '',
  ' 1.2.3.4',
  '1.2.3.4\n',
  '1.2.3',
  '1.2.3.4.5',
  '01.2.3.4',
  '1.2.3.256',
  '1.2.3.-4',
  '1.2.3.4/24',
  '0x1.2.3.4',
  'localhost',
  ':',
  ':::',
  '1',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  '1::2::3',
  '12345::',
  'g::',
  'fe80::1%eth0',
  '[::1]',
  '::1.2.3.256',
  '::01.2.3.4',
  '1.2.3.4::',
  '1:2:3:4:5:6:7:1.2.3.4',
  '::１',
];

describe('addresses', () => {
  it.each(CANONICAL)('%s is shown as %s', (text, canonical) => {
    expect(isIp(text)).toBe(true);
    expect(canonicalIp(text)).toBe(canonical);
    expect(canonicalIp(canonical)).toBe(canonical);
  });

  it.each(NOT_IPS)('%j is none', (text) => {
    expect(isIp(text)).toBe(false);
  });

  it('one address has one form, however it is written', () => {
    const group = fc.oneof(fc.constant(0), fc.constant(0xffff), fc.nat(0xffff));
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
        const plain = groups.map((g) => g.toString(16)).join(':');
        const padded = groups.map((g) => g.toString(16).toUpperCase().padStart(4, '0')).join(':');
        const canonical = canonicalIp(plain);
        expect(isIp(plain) && isIp(padded) && isIp(canonical)).toBe(true);
        expect(canonicalIp(padded)).toBe(canonical);
        expect(canonicalIp(canonical)).toBe(canonical);
        // WHATWG URLs serialise by the same rules, except that they do not show mapped addresses as v4.
        if (isIPv6(canonical)) expect(new URL(`http://[${plain}]`).hostname).toBe(`[${canonical}]`);
      }),
    );
  });
});
