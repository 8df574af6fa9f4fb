/** The figures that are seen from across the room. */
import { byId, h, setText } from '../dom.js';
import { count, NONE, percent, plural, rate, smallPercent } from '../format/numbers.js';
import { duration, sameDay } from '../format/times.js';
import { drawSoon } from '../live/frame.js';
import type { Watch } from '../live/watch.js';
import type { AudienceRow, Status } from '../rows.js';

interface Figure {
  readonly value: string;
  readonly unit?: string;
  readonly beneath: string;
  /** Whether somebody should look. */
  readonly isBad?: boolean;
}

type Name = 'rate' | 'lag' | 'age' | 'active' | 'paying' | 'accepted' | 'rejected' | 'alerts';

const TITLES: Readonly<Record<Name, string>> = {
  rate: 'Throughput',
  lag: 'Lag',
  age: 'Latest record',
  active: 'Active today',
  paying: 'Paying today',
  accepted: 'Accepted',
  rejected: 'Rejected',
  alerts: 'Open alerts',
};

/** Behind by more than this is worth a look, records. */
const MUCH_LAG = 100_000;
/** Seconds without a record after which something is wrong. */
export const STALE_AFTER = 60;

export class Headline {
  readonly #tiles: { readonly [N in Name]: Tile };

  constructor(
    readonly status: Watch<Status>,
    readonly audience: Watch<AudienceRow>,
  ) {
    const list = byId('headline');
    const tile = (name: Name): Tile => {
      const made = new Tile(name, TITLES[name]);
      list.append(made.element);
      return made;
    };
    this.#tiles = {
      rate: tile('rate'),
      lag: tile('lag'),
      age: tile('age'),
      active: tile('active'),
      paying: tile('paying'),
      accepted: tile('accepted'),
      rejected: tile('rejected'),
      alerts: tile('alerts'),
    };
    status.onChange(() => drawSoon(this.#draw));
    audience.onChange(() => drawSoon(this.#draw));
  }

  readonly #draw = (): void => {
    const [status] = this.status.rows;
    if (status !== undefined)
      for (const [name, figure] of Object.entries(ofStatus(status))) this.#tiles[name as Name].show(figure);
    for (const [name, figure] of Object.entries(ofAudience(this.audience.rows)))
      this.#tiles[name as Name].show(figure);
  };
}

function ofStatus(status: Status): Partial<Record<Name, Figure>> {
  const { lag, last_event_age_seconds: age, received, accepted, duplicate, rejected } = status;
  return {
    rate: {
      value: status.events_per_second === null ? NONE : rate(status.events_per_second),
      unit: 'events/s',
      beneath: 'over the last seconds',
    },
    lag: {
      value: lag === null ? NONE : count(lag),
      unit: 'records',
      beneath: lag === null ? 'no end of a topic seen yet' : lag === 0 ? 'all is counted' : 'not counted yet',
      isBad: lag !== null && lag > MUCH_LAG,
    },
    age: {
      value: age === null ? NONE : duration(age),
      unit: age === null ? '' : 'ago',
      beneath: 'Fluvio timestamp',
      isBad: age !== null && age > STALE_AFTER,
    },
    accepted: {
      value: count(accepted),
      beneath: `${plural(duplicate, 'duplicate')} dropped`,
    },
    rejected: {
      value: received === 0 ? NONE : smallPercent(rejected / received),
      beneath: `${count(rejected)} of ${count(received)}`,
    },
    alerts: {
      value: count(status.open_alerts),
      beneath: status.open_alerts === 0 ? 'all servers fine' : 'see servers',
      isBad: status.open_alerts > 0,
    },
  };
}

function ofAudience(rows: readonly AudienceRow[]): Partial<Record<Name, Figure>> {
  const now = Date.now();
  const today = rows.find(({ day }) => sameDay(Date.parse(day), now));
  const yesterday = rows.find(({ day }) => sameDay(Date.parse(day), now - 86_400_000));
  return {
    active: {
      value: today === undefined ? NONE : count(today.active_players),
      unit: today === undefined ? '' : 'players',
      beneath: yesterday === undefined ? 'since 00:00 UTC' : `yesterday ${count(yesterday.active_players)}`,
    },
    paying: {
      value: percent(today?.paying_share ?? null),
      beneath:
        yesterday === undefined ? 'of the active players' : `yesterday ${percent(yesterday.paying_share)}`,
    },
  };
}

class Tile {
  readonly #value = h('span', { class: 'value' }, NONE);
  readonly #unit = h('span', { class: 'unit' });
  readonly #beneath = h('dd', { class: 'beneath' });
  readonly element: HTMLElement;

  constructor(name: Name, title: string) {
    const main = h('dd', {}, this.#value, ' ', this.#unit);
    this.element = h(
      'div',
      { class: 'tile', id: `headline-${name}` },
      h('dt', {}, title),
      main,
      this.#beneath,
    );
  }

  show({ value, unit = '', beneath, isBad = false }: Figure): void {
    setText(this.#value, value);
    setText(this.#unit, unit);
    setText(this.#beneath, beneath);
    this.element.classList.toggle('bad', isBad);
  }
}
