/** Purchases written down by hand, and the flags that they lead to. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Processor } from '../../../../processors/processor.js';
import { type FraudRow, fraudRows } from '../../../../processors/store/stats/fraud.js';
import { Store } from '../../../../processors/store/store.js';
import type { Finding } from '../../../../processors/views/view.js';
import { DEFAULT_SETTINGS, type Settings } from '../../../../settings/settings.js';
import { temporaryFolder } from '../../../support/database.js';
import { recordBatch } from '../../../support/record-batch.js';

export interface Bought {
  readonly player_id?: string;
  readonly item_id?: string;
  readonly price?: number;
  readonly currency?: string;
  readonly purchase_timestamp?: string;
  readonly ip_address?: string;
}

const ANN: Required<Bought> = {
  player_id: 'ann',
  item_id: 'sword',
  price: 1,
  currency: 'USD',
  purchase_timestamp: '2024-11-12T10:00:00Z',
  ip_address: '1.2.3.4',
};

/** A processor of purchases, in a database of its own. */
export class Shop {
  readonly path = join(temporaryFolder(), 'shop.db');
  readonly found: Finding[] = [];
  #store: Store;
  #processor: Processor;

  constructor(settings: Partial<Settings> = {}) {
    [this.#store, this.#processor] = this.#open(settings);
    onTestFinished(() => this.#store.close());
  }

  get db() {
    return this.#store.db;
  }

  /** One commit. */
  sell(...purchases: readonly Bought[]): this {
    const known = this.#store.positions()[0];
    const position = known ?? this.#store.addPosition('purchase-events', 0, 0);
    const values = purchases.map((purchase) => ({ value: JSON.stringify({ ...ANN, ...purchase }) }));
    this.#processor.take(position, recordBatch('purchase-events', 0, position.nextOffset, values));
    this.#processor.commit();
    return this;
  }

  get rows(): FraudRow[] {
    return fraudRows(this.db);
  }

  /** `rule subject evidence` of each flag. */
  get flags(): string[] {
    return this.rows.map(({ rule, subject, evidence }) => `${rule} ${subject} ${text(evidence)}`);
  }

  /** What was told since this was last asked, in the same form. */
  told(): string[] {
    return this.found
      .splice(0)
      .map(({ rule, subject, details }) => `${rule} ${subject} ${text(details)}`)
      .sort();
  }

  reopen(settings: Partial<Settings>): this {
    this.#store.close();
    [this.#store, this.#processor] = this.#open(settings);
    return this;
  }

  #open(settings: Partial<Settings>): [Store, Processor] {
    const store = Store.open(this.path, { ...DEFAULT_SETTINGS, ...settings });
    return [store, new Processor(store, (finding) => this.found.push(finding))];
  }
}

export function thresholds(some: Partial<Settings['thresholds']>): Partial<Settings> {
  return { thresholds: { ...DEFAULT_SETTINGS.thresholds, ...some } };
}

/** `2024-11-12T10:MM:SSZ` */
export function at(minute: number, second = 0): string {
  return new Date(Date.UTC(2024, 10, 12, 10, minute, second)).toISOString();
}

/** So many purchases, the n-th as `of` says. */
export function times(count: number, of: (n: number) => Bought = () => ({})): Bought[] {
  return Array.from({ length: count }, (_, n) => of(n));
}

function text(evidence: object): string {
  return Object.entries(evidence)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}
