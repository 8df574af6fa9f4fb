import { describe, expect, it } from 'vitest';
import { lineageDot } from '../../../cli/render/lineage-dot.js';
import { lineageText } from '../../../cli/render/lineage-text.js';
import { sanitize } from '../../../cli/render/sanitize.js';
import { TOPICS } from '../../../schemas/index.js';
import type { Lineage } from '../../../server/lineage/graph.js';
import { lineageAt, type Moment } from '../../../server/lineage/live.js';
import { registeredIn } from '../../../server/lineage/registered.js';
import { topologyOf } from '../../../server/lineage/topology.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';

const EVIL = 'ops"; \u001b[31mred\\';
const graph = topologyOf(
  registeredIn({
    ...DEFAULT_SETTINGS,
    notify: {
      ...DEFAULT_SETTINGS.notify,
      webhooks: [
        {
          name: EVIL,
          url: 'https://x.example/',
          format: 'json',
          kinds: ['alert'],
          allow_private: false,
          secret: null,
        },
      ],
    },
  }),
);

const lineage = (moment: Partial<Moment> = {}): Lineage =>
  lineageAt(graph, {
    at: '2024-11-12T10:00:00.000Z',
    cluster: 'embedded broker',
    processing: 'elsewhere',
    perSecond: new Map([
      ['combat-events', { received: 1812.4, accepted: 1800, duplicate: 2.44, rejected: 10 }],
    ]),
    collectedPerSecond: undefined,
    lags: TOPICS.flatMap((topic) => [0, 1].map((partition) => ({ topic, partition, lag: 6172 }))),
    rows: new Map([['combat', 10_000]]),
    ...moment,
  });

describe('as text', () => {
  it.each([80, 60, 120])('fits into %i columns', (columns) => {
    const lines = lineageText(lineage(), columns, true).split('\n').map(sanitize);
    expect(lines.filter((line) => [...line].length > columns)).toEqual([]);
    expect(lines.length).toBeGreaterThan(50);
  });

  it('says how fast it flows, and from where to where', () => {
    const text = lineageText(lineage(), 80, false);
    expect(text).toContain(
      [
        'combat-events ─ 1,812/s, lag 12,344',
        '  │ accepted 1,800/s, duplicate 2.4/s, rejected 10/s ─▶ dead_letters',
        '  └─ combat             ─▶ combat, combat_hours\n',
      ].join('\n'),
    );
    expect(text).toContain('\n  ├─ items              ◀─ item_revenue, items\n');
    expect(text).toContain('processed\n');
  });

  it('cannot be led astray by a name', () => {
    const text = lineageText(lineage(), 80, false);
    expect(text).toContain('webhook ops"; red\\');
    expect(text.replaceAll('\n', '')).toBe(sanitize(text));
  });

  it('says nothing of what is not known', () => {
    const text = lineageText(lineage({ perSecond: undefined, lags: [], processing: 'none' }), 80, false);
    expect(text).toContain('combat-events\n  └─ combat             ─▶ combat, combat_hours\n');
    expect(text).toContain('processed by nobody');
    expect(text).not.toMatch(/\d\/s|lag/);
  });
});

describe('for Graphviz', () => {
  const dot = lineageDot(lineage());

  it('has every box, and one arrow between two for all topics', () => {
    for (const { id } of graph.nodes.filter(({ name }) => !name.includes(EVIL)))
      expect(dot).toContain(`\n  "${id}" [`);
    expect(dot.match(/"smartmodule:envelope" -> "processor:verdict"/g)).toHaveLength(1);
    expect(dot).toContain('"topic:combat-events" -> "smartmodule:envelope" [label="1,812/s\\nlag 12,344"]');
    expect(dot).toContain('"table:combat" [label="combat\\n10,000 rows or more", shape="cylinder"');
  });

  it('cannot be led astray by a name', () => {
    expect(dot).toContain('"sink:webhook ops\\"; red\\\\" [label="webhook ops\\"; red\\\\", shape="oval"');
    // Every quotation mark belongs to a pair.
    for (const line of dot.split('\n')) expect(line.replace(/\\./g, '').split('"').length % 2).toBe(1);
  });
});
