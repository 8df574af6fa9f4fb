/** Purchases that look like fraud, the newest first. */
import { h, setText, visible } from '../dom.js';
import { amount } from '../format/money.js';
import { plural } from '../format/numbers.js';
import { day, moment } from '../format/times.js';
import { drawSoon } from '../live/frame.js';
import type { Watch } from '../live/watch.js';
import { playerButton } from '../player/player-button.js';
import type { FraudRow } from '../rows.js';
import { Panel } from '../view/panel.js';
import { LiveTable, textColumn } from '../view/table.js';

const RULES: Readonly<Record<FraudRow['rule'], string>> = {
  velocity: 'Buys too fast',
  shared_ip: 'Shared address',
  many_ips: 'Many addresses',
  price_mismatch: 'Odd price',
};

export class FraudPanel {
  readonly #panel = new Panel('fraud');
  readonly #table: LiveTable<FraudRow>;

  /** @param watch newest first */
  constructor(readonly watch: Watch<FraudRow>) {
    this.#table = new LiveTable<FraudRow>(
      'Flags of the fraud rules, the newest first',
      [
        textColumn('Window, UTC', windowOf, { class: 'time' }),
        textColumn('Rule', ({ rule }) => RULES[rule] ?? rule, { class: 'rule' }),
        { title: 'Who', class: 'name', isHeading: true, draw: drawSubject },
        textColumn('Evidence', evidence),
      ],
      (row) => watch.keyOf(row),
    );
    this.#panel.body.append(this.#table.element);
    watch.onChange(() => drawSoon(this.#draw));
  }

  readonly #draw = (): void => {
    const { rows, isKnown } = this.watch;
    if (this.#panel.has(rows.length, isKnown)) this.#table.show(rows);
  };
}

/** A price is judged within its day. */
function windowOf({ rule, window_start }: FraudRow): string {
  return rule === 'price_mismatch' ? day(Date.parse(window_start)) : moment(window_start, Date.now());
}

function evidence(row: FraudRow): string {
  switch (row.rule) {
    case 'velocity':
      return plural(row.evidence.purchases, 'purchase');
    case 'shared_ip':
      return plural(row.evidence.players, 'player');
    case 'many_ips':
      return plural(row.evidence.ips, 'address', 'addresses');
    case 'price_mismatch': {
      const { currency } = priceSubject(row.subject);
      return `${currency} ${amount(row.evidence.price)} for ${amount(row.evidence.median)}`;
    }
  }
}

function drawSubject(cell: HTMLElement, { rule, subject }: FraudRow): void {
  if (cell.firstElementChild !== null) return;
  if (rule === 'shared_ip') {
    setText(cell, subject);
    return;
  }
  if (rule !== 'price_mismatch') {
    cell.append(playerButton(subject));
    return;
  }
  const { item, player } = priceSubject(subject);
  cell.append(playerButton(player), h('span', { class: 'faint' }, ` ${visible(item)}`));
}

/** `ITEM/CURRENCY/PLAYER`; in ITEM a `~` is written `~0` and a `/` is written `~1`. */
function priceSubject(subject: string): { item: string; currency: string; player: string } {
  const [item = '', currency = '', ...player] = subject.split('/');
  return { item: item.replaceAll('~1', '/').replaceAll('~0', '~'), currency, player: player.join('/') };
}
