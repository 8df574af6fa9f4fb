import type { Sample } from './events.js';
import { mean, micros } from './exact.js';
import { groupBy, largest, lastWritten } from './groups.js';
import { compareNumbers, compareUtf8 } from './text.js';

export function servers(samples: Sample[]): unknown[] {
  const rows = [...groupBy(samples, (sample) => sample.server_id)].map(([server_id, of]) => ({
    server_id,
    samples: of.length,
    cpu_load: metric(of, (sample) => sample.cpu_load),
    memory_usage: metric(of, (sample) => sample.memory_usage),
    latency: metric(of, (sample) => sample.latency),
  }));
  return rows.sort((a, b) => compareUtf8(a.server_id, b.server_id));
}

function metric(samples: Sample[], read: (sample: Sample) => number) {
  return {
    last: lastWritten(samples, read, compareNumbers),
    mean: mean(samples.map((sample) => micros(read(sample)))),
    max: largest(samples.map(read)),
  };
}
