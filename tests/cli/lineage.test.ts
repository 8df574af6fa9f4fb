import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Lineage } from '../../server/lineage/graph.js';
import { Workplace } from '../support/command-line.js';

let place: Workplace;
beforeEach(() => {
  place = new Workplace();
});
afterEach(() => place.end());

describe('game-flow lineage', () => {
  it('draws what would flow where nothing has been processed yet', async () => {
    const { stdout, stderr } = await place.succeed(['lineage', '--json']);
    expect(stderr).toMatch(/^There are no figures at .+: nothing flows yet\.\n$/);
    const { nodes, edges, processing } = JSON.parse(stdout) as Lineage;
    expect(processing).toBe('none');
    expect(nodes.find(({ id }) => id === 'view:combat')?.description).toContain('combat-events');
    expect(edges.filter(({ events_per_second: rate }) => rate !== null)).toEqual([]);
    const drawn = await place.succeed(['lineage']);
    expect(drawn.stdout).toContain('combat-events\n  └─ combat             ─▶ combat, combat_hours\n');
  });

  it('is of one kind at a time', async () => {
    const { code, stderr } = await place.run(['lineage', '--dot', '--json']);
    expect(code).toBe(2);
    expect(stderr).toContain("'--dot' cannot be used with option '--json'");
  });
});
