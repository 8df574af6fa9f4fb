/** The whole path to SQLite, in each of its ways, over one log. */
import type { ArmName } from './arms/index.js';
import type { StoredLog } from './arms/job.js';
import { checkFigures } from './lies.js';
import type { Measured } from './measure.js';
import type { Line } from './report.js';
import { arm, type Workload, type Workplace } from './workplace.js';

export interface WholePath {
  readonly arm: ArmName;
  readonly name: string;
}

export const WHOLE_PATHS: readonly WholePath[] = [
  { arm: 'plain', name: 'plain path' },
  { arm: 'push-down', name: 'push-down' },
];

export interface OverLog {
  /** What is special about it. */
  readonly name: string;
  readonly workload: Workload;
  readonly log: StoredLog;
  readonly warmUp: StoredLog;
  readonly repeats: number;
}

/** @throws WrongResults */
export async function wholePathLines(place: Workplace, over: OverLog): Promise<Line[]> {
  const measured = new Map<WholePath, Measured[]>(WHOLE_PATHS.map((path) => [path, []]));
  for (let round = 1; round <= over.repeats; round++) {
    for (const [path, samples] of measured) {
      const outcome = await arm(place, path.arm, over.workload.path, over.log, over.warmUp);
      checkFigures(`${path.name}, ${over.name}`, over.workload.figures, outcome.figures ?? {});
      samples.push(outcome.measured!);
    }
  }
  return [...measured].map(([path, samples]) => ({
    path: path.arm,
    samples: { name: `${over.name}, ${path.name}`, measured: samples },
  }));
}
