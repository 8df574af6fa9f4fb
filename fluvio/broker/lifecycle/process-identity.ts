import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** How a broker's command line ends its first part, whatever directory it is installed in. */
const ENTRY = /fluvio[/\\]broker[/\\]main\.js/;

/**
 * Whether process `pid` is the broker of that data directory, by its command line. A pid from a state file may long
 * belong to another program; nothing is signalled before this says yes and the lock is held.
 */
export function isBrokerProcess(pid: number, dataDir: string): boolean {
  const command = commandLine(pid);
  return command !== undefined && ENTRY.test(command) && ` ${command} `.includes(` ${dataDir} `);
}

/** The arguments of a live process, joined by spaces; `undefined` when there is none or it may not be looked at. */
function commandLine(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replace(/\0/g, ' ').trim() || undefined;
    } catch {
      return undefined;
    }
  }
  const { stdout } = spawnSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout?.trim() || undefined;
}
