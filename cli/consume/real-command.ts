import type { Command } from 'commander';

/** Ours, and named otherwise to the real command or not at all. */
const NOT_ITS_OWN = new Set(['dataDir', 'cluster', 'profile']);

/** Where the `fluvio` command finds the Fluvio in question. */
export interface RealTarget {
  readonly cluster?: string;
  readonly profile?: string;
}

/** The line of the `fluvio` command that does what `command` was asked to do, ready to be pasted into a shell. */
export function realConsumeLine(command: Command, topic: string, target: RealTarget): string {
  const words = ['fluvio'];
  if (target.profile !== undefined) words.push('--profile', target.profile);
  else if (target.cluster !== undefined) words.push('--cluster', target.cluster);
  words.push('consume', topic);
  for (const option of command.options) {
    const name = option.attributeName();
    const value: unknown = command.getOptionValue(name);
    if (value === undefined || NOT_ITS_OWN.has(name) || (name === 'output' && value === 'ndjson')) continue;
    for (const one of Array.isArray(value) ? value : [value]) {
      words.push(option.long ?? option.flags);
      if (one !== true) words.push(String(one));
    }
  }
  return words.map(quoted).join(' ');
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
