/**
 * How well the rules find what was planted: pure arithmetic over the ground truth and the figures. What counts as
 * found, as right and as false is written down in docs/detection.md.
 */
import type { GroundTruth } from '../../generator/index.js';
import type { Settings } from '../../settings/settings.js';
import { causesOf } from './causes.js';
import {
  ALERT_RULES,
  type AlertRow,
  type Flag,
  FRAUD_RULES,
  type FraudRow,
  flagOfAlert,
  flagOfFraud,
  isAbout,
  type Planted,
  plantedAlerts,
  plantedFraud,
  type Rule,
} from './flags.js';
import { countBy, nearestRank, rates, ratio, type ScoreRow } from './score-row.js';
import { type LevelRow, scoreStalls, scoreWalls, type VisitRow } from './stalls.js';

/** The figures that are judged. */
export interface Figures {
  readonly fraud: readonly FraudRow[];
  readonly alerts: readonly AlertRow[];
  readonly levels: readonly LevelRow[];
  /** Visits that are stalled. */
  readonly stalled: readonly VisitRow[];
  /** Accepted purchases, planted ones included. */
  readonly purchases: number;
}

/** How long a flag took, and how often one went away again; only a run that watches the figures knows. */
export interface Timing {
  /** Event time from the event that completed the evidence to W when the flag stood, s; undefined where unknown. */
  readonly secondsOf: (flag: Flag) => number | undefined;
  /** Flags that stood once and do no more. */
  readonly withdrawn: readonly Flag[];
}

/** A row for each rule of fraud and each kind of alert, then `stalled` and `wall`. */
export function score(
  truth: GroundTruth,
  figures: Figures,
  settings: Settings,
  timing: Timing | undefined = undefined,
): ScoreRow[] {
  const inTruth = (flag: Flag) => flag.to > truth.options.start && flag.from <= Date.parse(truth.until);
  const fraud = figures.fraud.map((row) => flagOfFraud(row, settings)).filter(inTruth);
  const alerts = figures.alerts.map(flagOfAlert).filter(inTruth);
  const stolen = truth.fraud.reduce((sum, { evidence }) => sum + evidence.purchases, 0);
  const honest = Math.max(0, figures.purchases - stolen);
  const cause = causesOf(truth);
  const judge = (rule: Rule, planted: readonly Planted[], flags: readonly Flag[], of: number | null) =>
    scoreRule(rule, ofRule(planted, rule), ofRule(flags, rule), cause, of, timing);
  const frauds = plantedFraud(truth);
  const incidents = plantedAlerts(truth, settings);
  return [
    ...FRAUD_RULES.map((rule) => judge(rule, frauds, fraud, honest)),
    ...ALERT_RULES.map((rule) => judge(rule, incidents, alerts, null)),
    scoreStalls(truth, figures.stalled),
    scoreWalls(truth, figures.levels, settings),
  ];
}

function ofRule<T extends { readonly rule: Rule }>(things: readonly T[], rule: Rule): T[] {
  return things.filter((thing) => thing.rule === rule);
}

/** What was planted but is not complete is not missed; a flag about it is right all the same. */
function scoreRule(
  rule: Rule,
  planted: readonly Planted[],
  flags: readonly Flag[],
  cause: (flag: Flag) => string,
  honest: number | null,
  timing: Timing | undefined,
): ScoreRow {
  const isRight = (flag: Flag) => planted.some((one) => isAbout(flag, one));
  const right = flags.filter(isRight);
  const wrong = flags.filter((flag) => !isRight(flag));
  const due = planted.filter(({ isComplete }) => isComplete);
  const found = due.filter((one) => flags.some((flag) => isAbout(flag, one)));
  const seconds = right.map((flag) => timing?.secondsOf(flag)).filter((value) => value !== undefined);
  return {
    ...rates(rule, due.length, found.length, flags.length, right.length),
    false_per_10000_purchases: honest === null ? null : ratio(10_000 * wrong.length, honest),
    median_seconds: nearestRank(seconds, 50),
    p95_seconds: nearestRank(seconds, 95),
    withdrawn: timing === undefined ? null : ofRule(timing.withdrawn, rule).length,
    variants: variantsOf(due, found),
    false_causes: countBy(wrong.map(cause)),
  };
}

function variantsOf(due: readonly Planted[], found: readonly Planted[]): ScoreRow['variants'] {
  const all = countBy(due.map(({ variant }) => variant));
  const seen = countBy(found.map(({ variant }) => variant));
  return Object.fromEntries(
    Object.entries(all).map(([variant, planted]) => [variant, { planted, found: seen[variant] ?? 0 }]),
  );
}
