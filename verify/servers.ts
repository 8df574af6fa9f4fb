import type { Sample } from './events.js';
import { mean, micros } from './exact.js';
import { LastWriter, valueAt } from './groups.js';
import { compareNumbers, compareUtf8 } from './text.js';

export const METRICS = ['cpu_load', 'memory_usage', 'latency'] as const;

interface Measured {
  last: LastWriter<number>;
  /** Millionths. */
  sum: bigint;
  max: number;
}

interface Server {
  samples: number;
  metrics: Measured[];
}

/** The last, mean and largest load of each server. */
export class Servers {
  readonly #servers = new Map<string, Server>();

  add(sample: Sample): void {
    const server = valueAt(this.#servers, sample.server_id, newServer);
    server.samples++;
    METRICS.forEach((metric, i) => {
      const measured = server.metrics[i]!;
      const value = sample[metric];
      measured.last.write(sample.time, value, compareNumbers);
      measured.sum += micros(value);
      measured.max = Math.max(measured.max, value);
    });
  }

  rows(): object[] {
    const servers = [...this.#servers].sort(([a], [b]) => compareUtf8(a, b));
    return servers.map(([server_id, { samples, metrics }]) => ({
      server_id,
      samples,
      ...Object.fromEntries(
        metrics.map(({ last, sum, max }, i) => [
          METRICS[i],
          { last: last.value, mean: mean(sum, samples), max },
        ]),
      ),
    }));
  }
}

function newServer(): Server {
  return {
    samples: 0,
    metrics: METRICS.map(() => ({ last: new LastWriter(0), sum: 0n, max: Number.NEGATIVE_INFINITY })),
  };
}
