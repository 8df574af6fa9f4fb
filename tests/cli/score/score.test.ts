import { describe, expect, it } from 'vitest';
import { type Figures, score, type Timing } from '../../../cli/score/score.js';
import { nearestRank, type ScoreRow } from '../../../cli/score/score-row.js';
import type { GroundTruth } from '../../../generator/index.js';
import { DEFAULT_SETTINGS, type Settings } from '../../../settings/settings.js';
import { at, figuresOf, flagged, plantedAs, truthOf, visit } from './by-hand.js';

function rowOf(
  rule: string,
  truth: Partial<GroundTruth>,
  figures: Partial<Figures>,
  settings: Settings = DEFAULT_SETTINGS,
  timing?: Timing,
): ScoreRow {
  const rows = score(truthOf(truth), figuresOf(figures), settings, timing);
  return rows.find((row) => row.rule === rule) as ScoreRow;
}

const burst = plantedAs('velocity', 'player_1', '13:00:10', '13:00:40');

describe('a score', () => {
  it('has a row for each rule, without rates where nothing was planted or flagged', () => {
    const rows = score(truthOf(), figuresOf(), DEFAULT_SETTINGS);
    expect(rows.map(({ rule }) => rule)).toEqual([
      ...['velocity', 'shared_ip', 'many_ips', 'price_mismatch'],
      ...['cpu_load', 'memory_usage', 'latency', 'silent', 'stalled', 'wall'],
    ]);
    for (const row of rows) expect(row).toMatchObject({ recall: null, precision: null, false_flags: 0 });
  });

  it('is perfect when all that was planted was flagged and nothing else', () => {
    const row = rowOf(
      'velocity',
      { fraud: [burst, plantedAs('velocity', 'player_2', '14:00:00', '14:00:20')] },
      {
        fraud: [flagged('velocity', 'player_1', '13:00:00'), flagged('velocity', 'player_2', '14:00:00')],
        purchases: 1020,
      },
    );
    expect(row).toMatchObject({ planted: 2, found: 2, recall: 1, flags: 2, right: 2, precision: 1 });
    expect(row.false_per_10000_purchases).toBe(0);
    expect(row.false_causes).toEqual({});
  });

  it('has no recall when everything is missed, and says how it was done', () => {
    const straddling = { ...burst, variant: 'straddling' };
    const row = rowOf('velocity', { fraud: [burst, straddling] }, { purchases: 100 });
    expect(row).toMatchObject({ planted: 2, found: 0, recall: 0, flags: 0, precision: null });
    expect(row.variants).toEqual({
      plain: { planted: 1, found: 0 },
      straddling: { planted: 1, found: 0 },
    });
  });

  it('counts false flags by 10,000 honest purchases: those that were not planted', () => {
    const fraud = [1, 2, 3].map((player) => flagged('velocity', `player_${player}`, '13:00:00'));
    const row = rowOf('velocity', { fraud: [burst] }, { fraud, purchases: 4010 });
    expect(row).toMatchObject({ flags: 3, right: 1, false_flags: 2, false_per_10000_purchases: 5 });
    expect(row.precision).toBeCloseTo(1 / 3, 12);
    expect(row.false_causes).toEqual({ chance: 2 });
  });

  it('takes several flags about one fraud for right, and finds it once', () => {
    const long = plantedAs('velocity', 'player_1', '13:00:40', '13:01:20');
    const fraud = [flagged('velocity', 'player_1', '13:00:00'), flagged('velocity', 'player_1', '13:01:00')];
    expect(rowOf('velocity', { fraud: [long] }, { fraud, purchases: 10 })).toMatchObject({
      ...{ planted: 1, found: 1, flags: 2, right: 2, precision: 1 },
      false_per_10000_purchases: null,
    });
  });
});

describe('a flag is about what was planted', () => {
  const isRight = (rule: string, subject: string, start: string) =>
    rowOf(rule, { fraud: [burst] }, { fraud: [flagged(rule, subject, start)] }).right === 1;

  it('when rule and subject are the same and its window overlaps', () => {
    expect(isRight('velocity', 'player_1', '13:00:00')).toBe(true);
    expect(isRight('velocity', 'player_2', '13:00:00')).toBe(false);
    expect(isRight('many_ips', 'player_1', '13:00:00')).toBe(false);
    expect(isRight('velocity', 'player_1', '12:59:00')).toBe(false);
    expect(isRight('velocity', 'player_1', '13:01:00')).toBe(false);
  });

  it('a window long as it is set: its end does not belong to it', () => {
    const later = { fraud: [plantedAs('velocity', 'player_1', '13:05:00', '13:05:30')] };
    const flags = { fraud: [flagged('velocity', 'player_1', '13:00:00')] };
    const ofMinutes = (velocity: number) => ({
      ...DEFAULT_SETTINGS,
      windows: { ...DEFAULT_SETTINGS.windows, velocity },
    });
    expect(rowOf('velocity', later, flags, ofMinutes(5)).right).toBe(0);
    expect(rowOf('velocity', later, flags, ofMinutes(6)).right).toBe(1);
  });

  it('even of a fraud that is not finished, which is not missed either', () => {
    const fraud = [{ ...burst, finished: false }];
    expect(rowOf('velocity', { fraud }, {})).toMatchObject({ planted: 0, recall: null });
    const flags = { fraud: [flagged('velocity', 'player_1', '13:00:00')] };
    expect(rowOf('velocity', { fraud }, flags)).toMatchObject({ planted: 0, right: 1, false_flags: 0 });
  });

  it('and not looked at where it lies before or behind the scenario', () => {
    const fraud = [flagged('velocity', 'player_1', '11:00:00'), flagged('velocity', 'player_1', '18:01:00')];
    expect(rowOf('velocity', {}, { fraud }).flags).toBe(0);
  });
});

describe('false flags', () => {
  const causes = (truth: Partial<GroundTruth>, rule: string, subject: string, start: string) =>
    rowOf(rule, truth, { fraud: [flagged(rule, subject, start)] }).false_causes;

  it('have the honest behaviour behind them as their cause', () => {
    const near_misses = [
      plantedAs('carrier_nat', '102.1.2.3', '12:00:00', '18:00:00'),
      plantedAs('carrier_evening', '102.1.2.3', '17:01:00', '17:06:00'),
      plantedAs('big_spender', 'player_9', '13:00:10', '13:00:50'),
    ];
    expect(causes({ near_misses }, 'shared_ip', '102.1.2.3', '17:00:00')).toEqual({ carrier_evening: 1 });
    expect(causes({ near_misses }, 'shared_ip', '102.1.2.3', '14:00:00')).toEqual({ carrier_nat: 1 });
    expect(causes({ near_misses }, 'velocity', 'player_9', '13:00:00')).toEqual({ big_spender: 1 });
    expect(causes({ near_misses }, 'many_ips', 'player_9', '13:00:00')).toEqual({ chance: 1 });
    expect(causes({ fraud: [burst] }, 'many_ips', 'player_1', '13:00:00')).toEqual({ other_fraud: 1 });
  });

  it('on prices come of deep sales and regional prices', () => {
    const truth = {
      sales: [
        { item_id: 'sword', percent: 70, from: at('13:00:00'), to: at('15:00:00') },
        { item_id: 'shield', percent: 20, from: at('13:00:00'), to: at('15:00:00') },
      ],
      regional_prices: [{ item_id: 'bow', currency: 'USD', percent: 70 }],
    };
    const of = (subject: string) => causes(truth, 'price_mismatch', subject, '00:00:00');
    expect(of('sword/EUR/player_1')).toEqual({ sale: 1 });
    expect(of('shield/EUR/player_1')).toEqual({ chance: 1 });
    expect(of('bow/USD/player_1')).toEqual({ regional_price: 1 });
    expect(of('bow/EUR/player_1')).toEqual({ chance: 1 });
  });
});

describe('time to the flag', () => {
  it('is the median and the 95th percentile over right flags', () => {
    const seconds = new Map([
      [13, 4],
      [14, 2],
      [15, 9],
      [16, 100],
    ]);
    const hours = [13, 14, 15];
    const row = rowOf(
      'velocity',
      { fraud: hours.map((hour) => plantedAs('velocity', 'player_1', `${hour}:00:10`, `${hour}:00:40`)) },
      { fraud: [...hours, 16].map((hour) => flagged('velocity', 'player_1', `${hour}:00:00`)) },
      DEFAULT_SETTINGS,
      { secondsOf: ({ from }) => seconds.get(new Date(from).getUTCHours()), withdrawn: [] },
    );
    expect(row).toMatchObject({ right: 3, median_seconds: 4, p95_seconds: 9, withdrawn: 0 });
  });

  it('is nearest rank, and none without values', () => {
    expect(nearestRank([3, 1, 2, 4], 50)).toBe(2);
    expect(nearestRank([3, 1, 2, 4], 95)).toBe(4);
    expect(nearestRank([], 50)).toBeNull();
  });
});

describe('alerts', () => {
  const incident = {
    ...{ server_id: 'server_1', kind: 'cpu_load', severity: 'warning', samples: 20, peak: 93 },
    ...{ from: at('13:00:30'), to: at('13:10:00') },
  };
  const alert = (server: string, metric: string, opened: string, closed: string | null) => ({
    ...{ server_id: server, metric, opened_at: at(opened) },
    closed_at: closed === null ? null : at(closed),
  });

  it('are matched by server, metric and time; open ones have no end', () => {
    const truth = { incidents: [incident] };
    const right = (...alerts: Figures['alerts']) => rowOf('cpu_load', truth, { alerts }).right;
    expect(right(alert('server_1', 'cpu_load', '13:00:00', '13:11:00'))).toBe(1);
    expect(right(alert('server_1', 'cpu_load', '13:00:00', null))).toBe(1);
    expect(right(alert('server_1', 'cpu_load', '12:50:00', '13:00:00'))).toBe(0);
    expect(right(alert('server_2', 'cpu_load', '13:00:00', null))).toBe(0);
    expect(rowOf('latency', truth, { alerts: [alert('server_1', 'latency', '13:00:00', null)] }).right).toBe(
      0,
    );
  });

  it('are not missed where no sample of the incident arrived', () => {
    expect(rowOf('cpu_load', { incidents: [{ ...incident, samples: 0 }] }, {}).planted).toBe(0);
  });

  it('of silence are due once it has lasted long enough to be seen', () => {
    const silent = (from: string) => ({
      silent_servers: [{ server_id: 'server_1', from: at(from), to: null }],
    });
    expect(rowOf('silent', silent('17:50:00'), {})).toMatchObject({ planted: 1, recall: 0 });
    expect(rowOf('silent', silent('17:57:00'), {})).toMatchObject({ planted: 0, recall: null });
    const alerts = [alert('server_1', 'silent', '17:51:00', null)];
    expect(rowOf('silent', silent('17:50:00'), { alerts })).toMatchObject({ recall: 1, precision: 1 });
  });
});

describe('stalls', () => {
  it('are matched by player and level', () => {
    const truth = {
      stalled_visits: [visit(1, 'level_01'), visit(2, 'level_01')],
      unfinished_visits: [visit(3, 'level_01')],
    };
    const stalled = [visit(1, 'level_01'), visit(1, 'level_02'), visit(3, 'level_01')];
    expect(rowOf('stalled', truth, { stalled })).toMatchObject({
      ...{ planted: 2, found: 1, recall: 0.5, flags: 3, right: 1, false_flags: 2 },
      false_causes: { chance: 1, still_trying: 1 },
    });
  });

  it('make a wall of a level with players and a stall rate as set', () => {
    const levels = [true, false, true].map((is_wall, index) => ({
      ...{ level_id: `level_0${index + 1}`, usual_seconds: 100, is_wall },
    }));
    const rows = [
      { level_id: 'level_01', players: 50, stall_rate: 0.3 },
      { level_id: 'level_02', players: 90, stall_rate: 0.5 },
      { level_id: 'level_03', players: 49, stall_rate: 0.9 },
    ];
    expect(rowOf('wall', { levels }, { levels: rows })).toMatchObject({
      ...{ planted: 2, found: 1, flags: 2, right: 1, false_causes: { hard_level: 1 } },
    });
  });
});
