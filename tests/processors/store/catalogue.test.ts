import { describe, expect, it } from 'vitest';
import { catalogueOf } from '../../../processors/store/catalogue.js';
import { WHATS } from '../../../processors/store/stats/index.js';
import { VIEWS } from '../../../processors/views/index.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';

const { views, tables, figures } = catalogueOf(DEFAULT_SETTINGS);

describe('the catalogue', () => {
  it('has every view under a name of its own, with tables that are there and no other view keeps', () => {
    expect(views).toHaveLength(VIEWS.length);
    expect(new Set(views.map(({ name }) => name)).size).toBe(VIEWS.length);
    const kept = views.flatMap((view) => view.tables);
    expect(views.filter((view) => view.tables.length === 0)).toEqual([]);
    expect(new Set(kept).size).toBe(kept.length);
    expect(kept.filter((name) => !tables.some((table) => table.name === name))).toEqual([]);
  });

  it('knows a table by its columns', () => {
    expect(tables.find(({ name }) => name === 'engagement_active_players')?.columns).toEqual([
      'span_start',
      'member',
      'marks',
    ]);
  });

  it('knows of every figure which tables its query reads', () => {
    expect(figures.map(({ name }) => name)).toEqual(WHATS);
    expect(figures.filter((figure) => figure.tables.length === 0)).toEqual([]);
    const tablesOf = (what: string) => figures.find(({ name }) => name === what)?.tables;
    expect(tablesOf('items')).toEqual(['item_revenue', 'items']);
    expect(tablesOf('levels')).toEqual(['level_day_times', 'level_days', 'level_times', 'levels']);
    expect(tablesOf('topics')).toEqual(['gaps', 'partitions']);
  });

  it('knows which views tell people something', () => {
    const finds = views.flatMap((view) => (view.finds === undefined ? [] : [[view.name, view.finds]]));
    expect(finds).toEqual([
      ['levels', 'stall'],
      ['fraud', 'fraud'],
      ['alerts', 'alert'],
    ]);
  });
});
