/** Counts what went wrong on purpose, for the ground truth. */
export class FaultLog {
  readonly badByKind = new Map<string, number>();
  sameAgain = 0;
  conflicting = 0;
  late = 0;

  countBad(kind: string): void {
    this.badByKind.set(kind, (this.badByKind.get(kind) ?? 0) + 1);
  }
}
