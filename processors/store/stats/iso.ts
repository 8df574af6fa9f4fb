/** Times as `stats --json` shows them: ISO 8601 with milliseconds and `Z`; past 9999 with six digits of the year. */
export function iso(time: number): string {
  return new Date(time).toISOString();
}

export function isoOrNull(time: number | null): string | null {
  return time === null ? null : iso(time);
}
