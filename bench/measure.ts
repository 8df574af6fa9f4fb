/** Wall time and CPU time of a piece of work, in this process, its children, and the broker. */
import { readdirSync, readFileSync } from 'node:fs';

export interface Measured {
  readonly name: string;
  readonly events: number;
  readonly seconds: number;
  /** CPU seconds of this process and the native client's. */
  readonly cpu: number;
  /** CPU seconds of the broker; undefined where it has no part, or where the system does not tell. */
  readonly brokerCpu: number | undefined;
}

/** @param brokerPid of the broker when it takes part */
export async function measure(
  name: string,
  events: number,
  brokerPid: number | undefined,
  work: () => void | Promise<void>,
): Promise<Measured> {
  const before = { own: ownCpu(brokerPid), broker: cpuOf(brokerPid), time: performance.now() };
  await work();
  const seconds = (performance.now() - before.time) / 1000;
  const broker = cpuOf(brokerPid);
  return {
    name,
    events,
    seconds,
    cpu: ownCpu(brokerPid) - before.own,
    brokerCpu: broker === undefined || before.broker === undefined ? undefined : broker - before.broker,
  };
}

/** CPU seconds of this process and its children but the broker. */
function ownCpu(brokerPid: number | undefined): number {
  const { user, system } = process.cpuUsage();
  const children = childPids().filter((pid) => pid !== brokerPid);
  return (user + system) / 1e6 + children.reduce((sum, pid) => sum + (cpuOf(pid) ?? 0), 0);
}

/** Linux keeps 100 ticks a second; elsewhere children are not counted. */
const TICKS = 100;

function cpuOf(pid: number | undefined): number | undefined {
  if (pid === undefined) return undefined;
  try {
    // After the name in brackets, which may hold spaces: state is field 3, utime and stime are 14 and 15.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return undefined;
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

/** A table, the last columns relative to the two ceilings, which come first. */
export function report(measured: readonly Measured[]): string {
  const [parse, fold] = measured;
  const rate = ({ events, seconds }: Measured) => events / seconds;
  const perMillion = (seconds: number | undefined, { events }: Measured) =>
    seconds === undefined ? '–' : ((seconds * 1e6) / events).toFixed(2);
  const rows = measured.map((one) => [
    one.name,
    Math.round(rate(one)).toLocaleString('en-US'),
    perMillion(one.cpu, one),
    perMillion(one.brokerCpu, one),
    (rate(one) / rate(parse!)).toFixed(2),
    (rate(one) / rate(fold!)).toFixed(2),
  ]);
  const head = ['', 'events/s', 'CPU s/M', 'broker s/M', 'of ceiling 1', 'of ceiling 2'];
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: string[]) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  ');
  return `${[head, ...rows].map(line).join('\n')}\n`;
}
