/** What the shape of single values cannot say: values that must fit each other, addresses, blocks of addresses. */
import { FIELDS, isIp, TOPICS } from '../schemas/index.js';
import type { Fault } from './fault.js';
import type { MetricThresholds, Settings } from './settings.js';

const DAY_MINUTES = 1440;

/** The faults of settings whose shape is sound. */
export function limitFaults(settings: Settings): Fault[] {
  return [
    ...windowFaults(settings),
    ...criticalFaults(settings),
    ...topicFaults(settings),
    ...fieldFaults(settings),
    ...addressFaults(settings),
    ...notifyFaults(settings),
  ];
}

/** A day must hold whole windows, and a longer window whole days. */
function windowFaults({ windows }: Settings): Fault[] {
  return Object.entries(windows)
    .filter(([, minutes]) => (minutes <= DAY_MINUTES ? DAY_MINUTES % minutes : minutes % DAY_MINUTES) !== 0)
    .map(([name, minutes]) => ({
      path: ['windows', name],
      message: `must divide a day, or be whole days: ${minutes} minutes do not. Near it: ${nearestWindow(minutes)}`,
    }));
}

function nearestWindow(minutes: number): number {
  if (minutes > DAY_MINUTES) return Math.round(minutes / DAY_MINUTES) * DAY_MINUTES;
  let near = minutes;
  while (DAY_MINUTES % near !== 0) near--;
  return near;
}

function criticalFaults({ thresholds: { breach, critical } }: Settings): Fault[] {
  const metrics = Object.keys(breach) as (keyof MetricThresholds)[];
  return metrics
    .filter((metric) => critical[metric] < breach[metric])
    .map((metric) => ({
      path: ['thresholds', 'critical', metric],
      message: `is ${critical[metric]}, below the breach at ${breach[metric]}: every alert would be critical`,
    }));
}

function topicFaults({ topics }: Settings): Fault[] {
  // Those that keep their name first: the fault is the renaming's.
  const names = [...TOPICS].sort((a, b) => Number(topics[a] !== a) - Number(topics[b] !== b));
  return repeats(names.map((topic) => [topic, topics[topic]])).map(([topic, name, first]) => ({
    path: ['topics', topic],
    message: `is called ${name}, and so is ${first}: each topic needs a name of its own`,
  }));
}

/** Every field of a topic, renamed or not, must be found under a name of its own. */
function fieldFaults({ fields }: Settings): Fault[] {
  return TOPICS.flatMap((topic) => {
    const renamed = fields[topic] ?? {};
    const kept = FIELDS[topic].filter((field) => renamed[field] === undefined);
    const names: [string, string][] = [
      ...kept.map((field): [string, string] => [field, field]),
      ...Object.entries(renamed),
    ];
    return repeats(names).map(([field, name, first]) => ({
      path: ['fields', topic, field],
      message: `is called ${JSON.stringify(name)}, and so is ${first}: each field needs a name of its own`,
    }));
  });
}

/** Entries whose second part an earlier one has, with the first part of that one. */
function repeats(entries: readonly (readonly [string, string])[]): [string, string, string][] {
  const first = new Map<string, string>();
  return entries.flatMap(([key, name]): [string, string, string][] => {
    const earlier = first.get(name);
    if (earlier !== undefined) return [[key, name, earlier]];
    first.set(name, key);
    return [];
  });
}

function addressFaults({ allow }: Settings): Fault[] {
  return allow.addresses.flatMap((text, i) =>
    isBlock(text)
      ? []
      : [
          {
            path: ['allow', 'addresses', i],
            message: `must be an address or a block, such as 198.51.100.7 or 2001:db8::/32, not ${JSON.stringify(text)}`,
          },
        ],
  );
}

/** An address, or one with a prefix length. */
function isBlock(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  if (!isIp(address) || rest.length > 0) return false;
  if (prefix === undefined) return true;
  return /^(0|[1-9]\d{0,2})$/.test(prefix) && Number(prefix) <= (address.includes(':') ? 128 : 32);
}

function notifyFaults({ notify: { webhooks, link } }: Settings): Fault[] {
  const faults: Fault[] = repeats(webhooks.map(({ name }, i) => [String(i), name])).map(([i, name]) => ({
    path: ['notify', 'webhooks', Number(i), 'name'],
    message: `is ${JSON.stringify(name)}, which another webhook is called already`,
  }));
  const addresses = webhooks.map(({ url }, i) => ({ path: ['notify', 'webhooks', i, 'url'], url }));
  if (link !== null) addresses.push({ path: ['notify', 'link'], url: link });
  // Not shown: the address of a webhook is a secret.
  const wrong = addresses.filter(({ url }) => !isWebAddress(url));
  const message = 'must be an address that begins with http:// or https://';
  return [...faults, ...wrong.map(({ path }) => ({ path, message }))];
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
