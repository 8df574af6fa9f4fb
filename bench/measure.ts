/** Wall time, CPU time and memory of a piece of work: in this process, in the native client's, and in the broker. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** Of each process; undefined where it has no part, or where the system does not tell (only Linux does). */
export interface OfEach {
  readonly own: number;
  readonly native?: number | undefined;
  readonly broker?: number | undefined;
}

export interface Measured {
  readonly events: number;
  readonly seconds: number;
  /** CPU seconds. */
  readonly cpu: OfEach;
  /** The most memory, resident, while it was measured; bytes. */
  readonly peak: OfEach;
}

/**
 * @param brokerPids of the broker; all other children of this process are the native client's
 * @param work handles `events` events
 */
export async function measure(
  events: number,
  brokerPids: readonly number[],
  work: () => void | Promise<void>,
): Promise<Measured> {
  const native = childPids();
  for (const pid of [process.pid, ...native, ...brokerPids]) forgetPeak(pid);
  const before = { native: cpuOf(native), broker: cpuOf(brokerPids), own: process.cpuUsage() };
  const start = performance.now();
  await work();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before.own);
  return {
    events,
    seconds,
    cpu: {
      own: (user + system) / 1e6,
      native: difference(cpuOf(native), before.native),
      broker: difference(cpuOf(brokerPids), before.broker),
    },
    peak: {
      own: peakOf([process.pid]) ?? process.resourceUsage().maxRSS * 1024,
      native: peakOf(native),
      broker: peakOf(brokerPids),
    },
  };
}

function difference(after: number | undefined, before: number | undefined): number | undefined {
  return after === undefined || before === undefined ? undefined : after - before;
}

/** Linux keeps 100 ticks a second. */
const TICKS = 100;

function cpuOf(pids: readonly number[]): number | undefined {
  return sumOf(pids, (pid) => {
    // After the name in brackets, which may hold spaces: state is field 3, utime and stime are 14 and 15.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  });
}

function peakOf(pids: readonly number[]): number | undefined {
  return sumOf(pids, (pid) => {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1];
    return Number(kilobytes) * 1024;
  });
}

function sumOf(pids: readonly number[], of: (pid: number) => number): number | undefined {
  if (pids.length === 0) return undefined;
  try {
    return pids.reduce((sum, pid) => sum + of(pid), 0);
  } catch {
    return undefined;
  }
}

/** From here on the peak is that of what follows. Where this is not allowed it is that of the process's whole life. */
function forgetPeak(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // Another system, or another user's process.
  }
}

function childPids(): number[] {
  try {
    return readdirSync('/proc/self/task').flatMap((task) =>
      readFileSync(`/proc/self/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}
