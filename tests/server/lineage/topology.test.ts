import { describe, expect, it } from 'vitest';
import { smartModules } from '../../../fluvio/client/index.js';
import { STATS } from '../../../processors/store/stats/index.js';
import { VIEWS } from '../../../processors/views/index.js';
import { TOPICS } from '../../../schemas/index.js';
import { KINDS } from '../../../server/lineage/graph.js';
import { registeredIn } from '../../../server/lineage/registered.js';
import { topologyOf } from '../../../server/lineage/topology.js';
import { DEFAULT_SETTINGS, type Settings } from '../../../settings/settings.js';

const registered = registeredIn(DEFAULT_SETTINGS);
const { nodes, edges } = topologyOf(registered);
const names = (kind: string) => nodes.filter((node) => node.kind === kind).map(({ name }) => name);
const into = (id: string) => edges.filter(({ to }) => to === id).map(({ from }) => from);

describe('the lineage', () => {
  it('has every topic, module, view, table and figure that is registered, once', () => {
    expect(names('topic')).toEqual([...TOPICS]);
    const forPeople = ['only-level-complete', 'purchases-over', 'select-types', 'server-alerts'];
    expect([...names('smartmodule'), ...forPeople].sort()).toEqual(smartModules().map(({ name }) => name));
    expect(names('view')).toHaveLength(VIEWS.length);
    expect(names('table')).toEqual(registered.catalogue.tables.map(({ name }) => name));
    expect(names('figure')).toEqual(Object.keys(STATS));
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
  });

  it('has arrows between its boxes, none twice, and none against the flow', () => {
    const kinds = new Map(nodes.map(({ id, kind }) => [id, KINDS.indexOf(kind)]));
    const backwards = edges.filter(({ from, to }) => !(kinds.get(from)! <= kinds.get(to)!));
    expect(edges.filter(({ from, to }) => !kinds.has(from) || !kinds.has(to))).toEqual([]);
    // What views find goes to the processor that tells people of it.
    expect(new Set(backwards.map(({ to }) => to))).toEqual(new Set(['processor:notices']));
    const ids = edges.map(({ from, to, topic }) => `${from} ${to} ${topic}`);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('leads to every box but the sources and what stands beside the flow', () => {
    const unreached = nodes.filter(({ id }) => into(id).length === 0).map(({ id }) => id);
    expect(unreached).toEqual([
      'source:generator',
      'source:collector',
      'source:any client',
      'smartmodule:boundary',
    ]);
  });

  it('knows where a figure comes from, back to its topic', () => {
    expect(into('figure:items')).toEqual(['table:item_revenue', 'table:items']);
    expect(into('table:item_revenue')).toEqual(['view:item_revenue']);
    expect(edges).toContainEqual({
      from: 'processor:duplicates',
      to: 'view:item_revenue',
      topic: 'purchase-events',
      label: 'accepted',
      measured: 'accepted',
    });
  });

  it('shows what is configured, and of a webhook nothing that is secret', () => {
    const settings: Settings = {
      ...DEFAULT_SETTINGS,
      topics: { ...DEFAULT_SETTINGS.topics, 'combat-events': 'studio-combat' },
      notify: {
        ...DEFAULT_SETTINGS.notify,
        webhooks: [
          {
            name: 'ops',
            url: 'https://user:hunter2@hooks.example.com/services/T0/B0/s3cr3t?token=abc',
            format: 'slack',
            kinds: ['alert', 'fraud'],
            allow_private: false,
            secret: 'whsec',
          },
        ],
      },
    };
    const graph = topologyOf({ ...registered, settings });
    const details = (id: string) =>
      Object.fromEntries(
        graph.nodes.find((node) => node.id === id)!.details.map((one) => [one.name, one.value]),
      );
    expect(details('topic:combat-events')).toMatchObject({ 'name on the cluster': 'studio-combat' });
    expect(details('sink:webhook ops')).toEqual({
      host: 'hooks.example.com',
      format: 'slack',
      kinds: 'alert, fraud',
      signed: 'yes',
    });
    expect(JSON.stringify(graph)).not.toMatch(/hunter2|s3cr3t|abc|whsec/);
    expect(graph.edges).toContainEqual({
      from: 'processor:notices',
      to: 'sink:webhook ops',
      topic: null,
      label: 'alert, fraud',
      measured: null,
    });
  });
});
