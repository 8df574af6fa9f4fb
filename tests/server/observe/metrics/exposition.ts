/** Reads Prometheus' text format by its own rules (version 0.0.4), and refuses what breaks them. */

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Family {
  readonly name: string;
  readonly type: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABEL = `[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\[\\\\"n])*"`;
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(${LABEL}(?:,${LABEL})*)?,?\\})? (\\S+)$`);

/** @throws Error with the line that is wrong */
export function parseExposition(text: string): Map<string, Family> {
  const families = new Map<string, Family & { samples: Sample[] }>();
  const series = new Set<string>();
  let current: (Family & { samples: Sample[] }) | undefined;
  let help: [name: string, text: string] | undefined;
  if (!text.endsWith('\n')) throw new Error('the last line has no end');
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? [];
    if (kind === 'HELP') help = [name, rest];
    else if (kind === 'TYPE') {
      if (help?.[0] !== name || families.has(name)) throw new Error(line);
      if (!/^(counter|gauge|histogram|summary)$/.test(rest)) throw new Error(line);
      current = { name, type: rest, help: help[1], samples: [] };
      families.set(name, current);
    } else {
      const sample = parseSample(line);
      if (current === undefined || !belongs(sample.name, current)) throw new Error(line);
      const id = `${sample.name}${JSON.stringify(Object.entries(sample.labels).sort())}`;
      if (series.has(id)) throw new Error(`twice: ${line}`);
      series.add(id);
      current.samples.push(sample);
    }
  }
  return families;
}

function parseSample(line: string): Sample {
  const [, name, labels = '', value = ''] = SAMPLE.exec(line) ?? [];
  if (name === undefined) throw new Error(line);
  const parsed = value === '+Inf' ? Infinity : Number(value);
  // Go reads it in any case.
  if (Number.isNaN(parsed) && value.toLowerCase() !== 'nan') throw new Error(line);
  const pairs = [...labels.matchAll(new RegExp(LABEL, 'g'))].map(([pair]) => {
    const [key] = pair.split('=', 1) as [string];
    const text = pair.slice(key.length + 2, -1);
    return [key, text.replace(/\\(.)/g, (_, char: string) => (char === 'n' ? '\n' : char))] as const;
  });
  return { name, labels: Object.fromEntries(pairs), value: parsed };
}

function belongs(name: string, { name: family, type }: Family): boolean {
  if (type === 'histogram') return [`${family}_bucket`, `${family}_sum`, `${family}_count`].includes(name);
  if (type === 'summary') return [family, `${family}_sum`, `${family}_count`].includes(name);
  return name === family;
}

/** What is wrong by Prometheus' rules for names and units, and within histograms; empty when nothing is. */
export function faults({ name, type, help, samples }: Family): string[] {
  const wrong: string[] = [];
  if ((type === 'counter') !== name.endsWith('_total')) wrong.push(`${name}: _total is for counters`);
  if (/milli|micro|nano|_ms(_|$)|minutes|hours|percent|kilo|mega/.test(name))
    wrong.push(`${name}: no base unit`);
  if (help.length < 10) wrong.push(`${name}: no help`);
  if (type === 'counter' && samples.some(({ value }) => value < 0)) wrong.push(`${name}: below zero`);
  if (type === 'histogram') wrong.push(...histogramFaults(name, samples));
  return wrong;
}

function histogramFaults(name: string, samples: readonly Sample[]): string[] {
  const without = ({ le: _, ...labels }: Readonly<Record<string, string>>) => JSON.stringify(labels);
  const ofKind = (kind: string) => samples.filter((sample) => sample.name === `${name}_${kind}`);
  return ofKind('count').flatMap(({ labels, value }) => {
    const buckets = ofKind('bucket').filter((bucket) => without(bucket.labels) === without(labels));
    const grows = buckets.every((bucket, i) => i === 0 || bucket.value >= buckets[i - 1]!.value);
    const last = buckets.at(-1);
    return grows && last?.labels.le === '+Inf' && last.value === value ? [] : [`${name}: ${without(labels)}`];
  });
}
