import { describe, expect, it } from 'vitest';
import { type SelectionFlags, selectionOf } from '../../cli/stats/selection.js';
import { cursorOf } from '../../processors/store/stats/cursor.js';
import { FILTERS } from '../../processors/store/stats/filters.js';
import { WHATS, type What } from '../../processors/store/stats/index.js';
import { codeWords, document, section, tableRows } from '../architecture/markdown.js';

const DAY = Date.UTC(2024, 10, 12);

it('docs/data-dictionary.md says which flags narrow what', () => {
  const rows = tableRows(section(document('docs/data-dictionary.md'), '### Asking for less'));
  expect(rows.map(([what = '', flags = '']) => [codeWords(what)[0], codeWords(flags)])).toEqual(
    WHATS.map((what) => [what, FILTERS[what].map((flag) => `--${flag}`)]),
  );
});

describe('the selection of stats', () => {
  it.each<[What, SelectionFlags, object]>([
    ['players', {}, {}],
    ['levels', { from: '2024-11-12', to: '2024-11-12' }, { from: DAY, to: DAY + 86_400_000 }],
    ['combat', { from: '2024-11-12T10:00:00+01:00' }, { from: DAY + 9 * 3_600_000 }],
    ['combat', { to: '2024-11-12T10:00:00Z' }, { to: DAY + 10 * 3_600_000 }],
    ['fraud', { player: 'p', limit: 3 }, { player: 'p', limit: 3 }],
    ['alerts', { server: '' }, { server: '' }],
    ['alerts', { open: true, reverse: true }, { open: true, reverse: true }],
    ['players', { after: cursorOf('players', { player_id: 'ann' }) }, { after: ['ann'] }],
  ])('of %s by %j', (what, flags, selection) => {
    expect(selectionOf(what, flags)).toEqual(selection);
  });

  it.each<[What, SelectionFlags, string]>([
    [
      'levels',
      { player: 'p' },
      '--player does not apply to levels: there it is --from, --to, --level, --limit. It applies to fraud, combat, players.',
    ],
    ['topics', { open: true }, '--open does not apply to topics: there it is --limit. It applies to alerts.'],
    ['players', { after: 'ann' }, '--after ann: expected a place in players'],
    [
      'levels',
      { from: '2024-11-12T10:00:00Z' },
      'expected a UTC day such as 2024-11-12 (levels go by whole days).',
    ],
    [
      'combat',
      { from: 'yesterday' },
      '--from yesterday: expected a UTC day such as 2024-11-12 or a time such as',
    ],
    ['combat', { to: '2024-02-30' }, '--to 2024-02-30: expected'],
    [
      'combat',
      { from: '2024-11-13', to: '2024-11-12' },
      '--from 2024-11-13 is not before the end of --to 2024-11-12.',
    ],
  ])('of %s refuses %j', (what, flags, sentence) => {
    expect(() => selectionOf(what, flags)).toThrow(sentence);
  });

  it('takes every filter of a figure, and no other', () => {
    const flags = {
      from: '2024-11-12',
      to: '2024-11-13',
      player: 'p',
      level: 'l',
      item: 'i',
      server: 's',
      open: true,
      limit: 1,
    };
    for (const what of WHATS) {
      const taken = Object.entries(flags).flatMap(([flag, value]) => {
        try {
          return Object.keys(selectionOf(what, { [flag]: value }));
        } catch {
          return [];
        }
      });
      expect(taken).toEqual(Object.keys(flags).filter((flag) => FILTERS[what].some((one) => one === flag)));
    }
  });
});
