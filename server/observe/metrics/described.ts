/** Metrics that are asked for when they are scraped, from what is known by then. */
import { Counter, Gauge, type Registry } from 'prom-client';

export interface Sample {
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

export interface Described {
  readonly name: `game_flow_${string}`;
  /** A counter only grows, but for a new beginning. */
  readonly kind: 'counter' | 'gauge';
  readonly help: string;
  readonly labels: readonly string[];
  /** One sample for each combination of labels; none for what is not known. */
  readonly samples: () => readonly Sample[];
}

export function register(registry: Registry, { name, kind, help, labels, samples }: Described): void {
  const shape = { name, help, labelNames: [...labels], registers: [registry] };
  if (kind === 'gauge') {
    new Gauge({
      ...shape,
      collect() {
        this.reset();
        // Without labels it would be 0 now, also where nothing is known.
        if (labels.length === 0) this.remove();
        for (const { labels, value } of samples()) this.set({ ...labels }, value);
      },
    });
  } else {
    new Counter({
      ...shape,
      collect() {
        this.reset();
        if (labels.length === 0) this.remove();
        for (const { labels, value } of samples()) this.inc({ ...labels }, value);
      },
    });
  }
}

/** A metric without labels; none while its value is not known. */
export function single(value: number | null | undefined): readonly Sample[] {
  return value === null || value === undefined ? [] : [{ labels: {}, value }];
}
