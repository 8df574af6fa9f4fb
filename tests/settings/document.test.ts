/** Holds docs/settings.md to the defaults and to the shape of the file. */
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseSettings } from '../../settings/load.js';
import { FILE_SCHEMA, type Node, WEBHOOK_DEFAULTS } from '../../settings/schema.js';
import { DEFAULT_SETTINGS } from '../../settings/settings.js';
import { codeWords, document, section, tableRows } from '../architecture/markdown.js';

const text = document('docs/settings.md');

/** Settings by name, `thresholds.breach.latency`; `topics` and `fields` as a whole. */
function leaves(value: object, prefix = ''): [string, unknown][] {
  return Object.entries(value).flatMap(([name, item]): [string, unknown][] => {
    const path = prefix + name;
    const isMapping = typeof item === 'object' && item !== null && !Array.isArray(item);
    return isMapping && path !== 'topics' && path !== 'fields' ? leaves(item, `${path}.`) : [[path, item]];
  });
}

describe('docs/settings.md', () => {
  const rows = tableRows(section(text, '## Every setting'));

  it('has every setting with its default, in order', () => {
    const documented = rows.map(([name = '', standard = '']) => [codeWords(name)[0], standard]);
    const shown = (name: string, value: unknown) => {
      if (name === 'topics') return 'the same names';
      if (name === 'fields') return 'none';
      return typeof value === 'number' ? String(value) : `\`${JSON.stringify(value)}\``;
    };
    expect(documented).toEqual(leaves(DEFAULT_SETTINGS).map(([name, value]) => [name, shown(name, value)]));
  });

  it('says what changing it entails', () => {
    const entailed = new Map(rows.map(([name = '', , , change]) => [codeWords(name)[0], change]));
    for (const [name, change] of entailed) {
      const isFolded = /^windows\.|\.breach\./.test(name!);
      const isDerived = /^(thresholds|allow)\./.test(name!) && name !== 'thresholds.ahead_seconds';
      if (isFolded) expect(change, name).toBe('rebuild');
      else if (isDerived) expect(change, name).toBe('re-derive');
      else expect(change, name).toMatch(/^(from then on|nothing|another log)/);
    }
  });

  it('has an example that is a settings file', () => {
    const [, example = ''] = /```yaml\n([\s\S]*?)```/.exec(text)!;
    const { settings } = parseSettings(example, 'example');
    expect(Object.keys(parse(example) as object)).toHaveLength(5);
    expect(settings.retain_seconds).toBe(30 * 86_400);
  });
});

describe('the shape of the file', () => {
  const names = (node: Node, prefix = ''): string[] =>
    Object.entries(node.properties ?? {}).flatMap(([name, below]) =>
      below.properties === undefined || ['topics', 'fields'].includes(name)
        ? [prefix + name]
        : names(below, `${prefix}${name}.`),
    );

  it('has every setting, and none besides', () => {
    const known = names(FILE_SCHEMA).filter((name) => name !== 'retain');
    expect(known).toEqual(leaves(DEFAULT_SETTINGS).map(([name]) => name));
  });

  it('has what a webhook has', () => {
    const [webhook] = parseSettings('notify: {webhooks: [{name: a, url: "http://b"}]}', '').settings.notify
      .webhooks;
    const properties = FILE_SCHEMA.properties?.notify?.properties?.webhooks?.items?.properties;
    expect(Object.keys(webhook!)).toEqual(Object.keys(properties!));
    expect(webhook).toMatchObject(WEBHOOK_DEFAULTS);
  });

  it('takes every default', () => {
    expect(parseSettings(JSON.stringify(DEFAULT_SETTINGS), '').settings).toEqual(DEFAULT_SETTINGS);
  });
});
