/** What sells best, and what it brings in a currency that can be chosen. */
import { byId, h, setText, visible } from '../dom.js';
import { amount, amounts, currenciesOf } from '../format/money.js';
import { count, NONE } from '../format/numbers.js';
import { drawSoon } from '../live/frame.js';
import type { Watch } from '../live/watch.js';
import type { ItemRow } from '../rows.js';
import { drawBar } from '../view/bar.js';
import { Panel } from '../view/panel.js';
import { LiveTable, textColumn } from '../view/table.js';

/** Where the currency is kept that was chosen last. */
const CHOSEN = 'game-flow-currency';

export class ItemsPanel {
  readonly #panel = new Panel('items');
  readonly #select = byId<HTMLSelectElement>('currency');
  readonly #table: LiveTable<ItemRow>;
  #currencies = '';
  #most = 1;

  constructor(readonly watch: Watch<ItemRow>) {
    this.#table = new LiveTable<ItemRow>(
      'Items, the most purchased first',
      [
        textColumn('Item', ({ item_id }) => visible(item_id), { isHeading: true, class: 'name' }),
        {
          title: 'Purchases',
          class: 'number barred',
          draw: (cell, { purchases }) => drawBar(cell, count(purchases), purchases / this.#most),
        },
        textColumn('Buyers', ({ buyers }) => count(buyers), { class: 'number' }),
        { title: 'Revenue', class: 'number', draw: (cell, row) => this.#drawRevenue(cell, row) },
      ],
      ({ item_id }) => item_id,
    );
    this.#panel.body.append(this.#table.element);
    this.#select.addEventListener('change', () => {
      localStorage.setItem(CHOSEN, this.#select.value);
      this.#table.show(this.watch.rows, true);
    });
    watch.onChange(() => drawSoon(this.#draw));
  }

  readonly #draw = (): void => {
    const { rows, isKnown } = this.watch;
    if (!this.#panel.has(rows.length, isKnown)) return;
    this.#offer(currenciesOf(rows));
    const most = Math.max(1, ...rows.map(({ purchases }) => purchases));
    const isAnew = most !== this.#most;
    this.#most = most;
    this.#table.show(rows, isAnew);
  };

  #offer(currencies: readonly string[]): void {
    if (currencies.join() === this.#currencies) return;
    this.#currencies = currencies.join();
    const chosen = this.#select.value || (localStorage.getItem(CHOSEN) ?? '');
    this.#select.replaceChildren(...currencies.map((one) => h('option', { value: one }, one)));
    if (currencies.includes(chosen)) this.#select.value = chosen;
  }

  #drawRevenue(cell: HTMLElement, { revenue }: ItemRow): void {
    const decimal = revenue[this.#select.value];
    setText(cell, decimal === undefined ? NONE : amount(decimal));
    cell.title = amounts(revenue);
  }
}
