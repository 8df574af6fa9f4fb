import type { Settings } from '../settings/settings.js';
import { Alerts } from './alerts.js';
import { Audience } from './audience.js';
import { Combat } from './combat.js';
import { Engagement } from './engagement.js';
import type { EventOf, Topic } from './events.js';
import { Fraud } from './fraud.js';
import { Items } from './items.js';
import { type DayRange, levels, Maps } from './levels.js';
import { Names } from './names.js';
import { Players } from './players.js';
import { horizonOf, NOTHING_REACHED, type Reached } from './retention.js';
import { Servers } from './servers.js';
import { Visits } from './visits.js';

/** The figures that follow from accepted events, and the topics that each is of. */
export const FIGURES = {
  levels: ['player-events'],
  maps: ['player-events'],
  engagement: ['player-events'],
  'level-engagement': ['player-events'],
  audience: ['player-events', 'purchase-events'],
  items: ['purchase-events'],
  'item-days': ['purchase-events'],
  fraud: ['purchase-events'],
  servers: ['server-metrics'],
  alerts: ['server-metrics'],
  combat: ['combat-events'],
  players: ['game-actions'],
} as const satisfies Record<string, readonly Topic[]>;
export type Figure = keyof typeof FIGURES;

/** All figures from accepted events, each given once, in any order. It keeps what the events amount to, and not them. */
export class Recomputation {
  readonly #players = new Names();
  readonly #sessions = new Names();
  readonly #visits: Visits;
  readonly #maps: Maps;
  readonly #engagement: Engagement;
  readonly #audience: Audience;
  readonly #items: Items;
  readonly #fraud: Fraud;
  readonly #servers = new Servers();
  readonly #alerts: Alerts;
  readonly #combat: Combat;
  readonly #actors = new Players();
  readonly #watermarks = new Map<Topic, number>();

  constructor(
    readonly settings: Settings,
    readonly reached: Reached = NOTHING_REACHED,
  ) {
    this.#visits = new Visits(settings, this.#players, this.#sessions);
    this.#maps = new Maps(this.#players);
    this.#engagement = new Engagement(settings, this.#players);
    this.#audience = new Audience(this.#players, this.#sessions);
    this.#items = new Items(this.#players);
    this.#fraud = new Fraud(settings, this.#players);
    this.#alerts = new Alerts(settings);
    this.#combat = new Combat(settings);
  }

  add<T extends Topic>(topic: T, event: EventOf[T]): void {
    this.raiseWatermark(topic, event.time);
    const take: { [U in Topic]: (event: EventOf[U]) => void } = this.#take;
    take[topic](event);
  }

  /** W is at least this, by events that are not given here. */
  raiseWatermark(topic: Topic, time: number): void {
    this.#watermarks.set(topic, Math.max(this.#w(topic), time));
  }

  /** The rows of `stats WHAT --json`, in order. `days` restricts `levels` as `--from` and `--to` do. */
  rows(figure: Figure, days: DayRange = {}): object[] {
    const topic = FIGURES[figure][0];
    const W = this.#w(topic);
    const horizon = horizonOf(topic, W, this.settings, this.reached);
    switch (figure) {
      case 'levels':
        return levels(this.#visits, W, days);
      case 'maps':
        return this.#maps.rows(this.#visits, W);
      case 'engagement':
        return this.#engagement.rows(horizon);
      case 'level-engagement':
        return this.#engagement.levelRows(horizon);
      case 'audience':
        return this.#audience.rows(W);
      case 'items':
        return this.#items.rows();
      case 'item-days':
        return this.#items.dayRows(horizon);
      case 'fraud':
        return this.#fraud.rows(horizon);
      case 'servers':
        return this.#servers.rows();
      case 'alerts':
        return this.#alerts.rows(W, this.reached.alerts ?? horizon);
      case 'combat':
        return this.#combat.rows(horizon);
      case 'players':
        return this.#actors.rows();
    }
  }

  readonly #take: { [T in Topic]: (event: EventOf[T]) => void } = {
    'player-events': (event) => {
      this.#visits.add(event);
      this.#maps.add(event);
      this.#engagement.add(event);
      this.#audience.addEvent(event);
    },
    'purchase-events': (purchase) => {
      this.#items.add(purchase);
      this.#fraud.add(purchase);
      this.#audience.addPurchase(purchase);
    },
    'server-metrics': (sample) => {
      this.#servers.add(sample);
      this.#alerts.add(sample);
    },
    'combat-events': (fight) => this.#combat.add(fight),
    'game-actions': (action) => this.#actors.add(action),
  };

  #w(topic: Topic): number {
    return this.#watermarks.get(topic) ?? Number.NEGATIVE_INFINITY;
  }
}
