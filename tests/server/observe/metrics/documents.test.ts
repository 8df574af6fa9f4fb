/** Holds docs/operations.md and docs/grafana to the metrics that there are. */
import { beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { CHECKS } from '../../../../server/observe/readiness.js';
import { codeWords, document, section, tableRows } from '../../../architecture/markdown.js';
import type { Family } from './exposition.js';
import { servedPlace } from './served.js';

let families: Map<string, Family>;
beforeEach(async () => {
  const { app, scrape } = await servedPlace();
  // The first request is what the second one tells of.
  await scrape();
  families = await scrape();
  await app.close();
});

const OURS = /\b(?:game_flow|process|nodejs)_[a-z0-9_]+/g;

/** The metric of which a query asks; a histogram has three series. */
const familyOf = (name: string) => (families.has(name) ? name : name.replace(/_(bucket|sum|count)$/, ''));

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly targets?: readonly { readonly expr: string }[];
  readonly gridPos: { readonly x: number; readonly w: number };
}
interface Dashboard {
  readonly templating: { readonly list: readonly { readonly name: string; readonly type: string }[] };
  readonly panels: readonly Panel[];
}
interface Rules {
  readonly groups: readonly { readonly rules: readonly { readonly expr: string }[] }[];
}

describe('the table of metrics', () => {
  it('has each of ours with its kind and labels, and no other', () => {
    const rows = tableRows(section(document('docs/operations.md'), '## Metrics'));
    const documented = rows.map(([name = '', kind, labels = '']) => [
      codeWords(name)[0],
      kind,
      codeWords(labels),
    ]);
    const exposed = [...families.values()]
      .filter(({ name }) => name.startsWith('game_flow_'))
      .map(({ name, type, samples }) => {
        const labels = Object.keys(samples[0]?.labels ?? {}).filter((label) => label !== 'le');
        return [name, type, labels];
      });
    const byName = (list: unknown[][]) => list.map((one) => JSON.stringify(one)).sort();
    expect(byName(documented)).toEqual(byName(exposed));
  });
});

describe('the dashboard', () => {
  const dashboard = JSON.parse(document('docs/grafana/game-flow.json')) as Dashboard;
  const queries = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));

  it('asks for metrics that there are, and for all of ours', () => {
    const asked = new Set(queries.flatMap((query) => query.match(OURS) ?? []).map(familyOf));
    expect([...asked].filter((name) => !families.has(name))).toEqual([]);
    const ours = [...families.keys()].filter((name) => name.startsWith('game_flow_'));
    expect(ours.filter((name) => !asked.has(name))).toEqual([]);
  });

  it('asks by labels that they have', () => {
    const wrong = queries.flatMap((query) =>
      [...query.matchAll(/\b(game_flow_[a-z_]+)\{([^}]*)\}/g)].flatMap(([, name = '', matchers = '']) => {
        const known = new Set([
          'instance',
          ...Object.keys(families.get(familyOf(name))!.samples[0]?.labels ?? {}),
        ]);
        const used = [...matchers.matchAll(/([a-z_]+)\s*(?:=~|!=|=)/g)].map(([, label]) => label!);
        return used.filter((label) => !known.has(label)).map((label) => `${name}: ${label}`);
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('lets the source of data be chosen, and has panels of their own place', () => {
    expect(dashboard.templating.list.map(({ name, type }) => [name, type])).toEqual([
      ['datasource', 'datasource'],
      ['instance', 'query'],
    ]);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    expect(dashboard.panels.filter(({ gridPos }) => gridPos.x + gridPos.w > 24)).toEqual([]);
    expect(document('docs/grafana/game-flow.json')).not.toMatch(/"uid": "(?!\$\{datasource\}|game-flow")/);
  });
});

it('the alert rules ask for metrics that there are', () => {
  const { groups } = parse(document('docs/grafana/alerts.yml')) as Rules;
  const names = groups.flatMap(({ rules }) => rules.flatMap(({ expr }) => expr.match(OURS) ?? []));
  expect(names.length).toBeGreaterThan(8);
  expect(names.filter((name) => !families.has(familyOf(name)))).toEqual([]);
});

it('the table of checks has each of /readyz', () => {
  const [, second = ''] = section(document('docs/operations.md'), '## Health and readiness').split(
    '| check |',
  );
  const rows = tableRows(`| check |${second}`);
  expect(rows.map(([check = '']) => codeWords(check)[0])).toEqual([...CHECKS]);
});
