/** Purchases that look like fraud, the newest first. */
import { h, setText, visible } from '../dom.js';
import { drawSoon } from '../live/frame.js';
import type { Watch } from '../live/watch.js';
import { playerButton } from '../player/player-button.js';
import type { FraudRow } from '../rows.js';
import { Panel } from '../view/panel.js';
import { LiveTable, textColumn } from '../view/table.js';
import { fraudEvidence, fraudWindow, priceSubject, RULES } from './fraud-words.js';

export class FraudPanel {
  readonly #panel = new Panel('fraud');
  readonly #table: LiveTable<FraudRow>;

  /** @param watch newest first */
  constructor(readonly watch: Watch<FraudRow>) {
    this.#table = new LiveTable<FraudRow>(
      'Flags of the fraud rules, the newest first',
      [
        textColumn('Window, UTC', fraudWindow, { class: 'time' }),
        textColumn('Rule', ({ rule }) => RULES[rule] ?? rule, { class: 'rule' }),
        { title: 'Who', class: 'name', isHeading: true, draw: drawSubject },
        textColumn('Evidence', fraudEvidence),
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
