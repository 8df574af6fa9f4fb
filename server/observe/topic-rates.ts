/** How fast records of each topic came in, and what became of them. */
import type { TopicRow } from '../../processors/store/stats/topics.js';
import { Rate } from './rate.js';

const COUNTS = ['received', 'accepted', 'duplicate', 'rejected'] as const;
export type Verdicts = Readonly<Record<(typeof COUNTS)[number], number>>;

export class TopicRates {
  readonly #rates = new Map<string, Rate>();
  #perSecond = new Map<string, Verdicts>();

  /**
   * @param clock ms, never goes back
   * @param rows `stats topics`
   */
  look(clock: number, rows: readonly TopicRow[]): void {
    const sums = new Map<string, Record<keyof Verdicts, number>>();
    for (const row of rows) {
      const sum = sums.get(row.topic) ?? { received: 0, accepted: 0, duplicate: 0, rejected: 0 };
      for (const count of COUNTS) sum[count] += row[count];
      sums.set(row.topic, sum);
    }
    this.#perSecond = new Map(
      [...sums].map(([topic, sum]) => {
        const rate = (count: keyof Verdicts) => this.#rate(`${topic} ${count}`).look(clock, sum[count]);
        return [
          topic,
          {
            received: rate('received'),
            accepted: rate('accepted'),
            duplicate: rate('duplicate'),
            rejected: rate('rejected'),
          },
        ];
      }),
    );
  }

  /** Records a second, over the last few seconds; of topics of which something was folded. */
  get perSecond(): ReadonlyMap<string, Verdicts> {
    return this.#perSecond;
  }

  #rate(name: string): Rate {
    const rate = this.#rates.get(name) ?? new Rate();
    this.#rates.set(name, rate);
    return rate;
  }
}
