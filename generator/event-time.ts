const MILLISECONDS = Array.from({ length: 1000 }, (_, ms) => `.${String(ms).padStart(3, '0')}Z`);
const CACHED_SECONDS = 1024;
const seconds = new Float64Array(CACHED_SECONDS).fill(-1);
const texts = new Array<string>(CACHED_SECONDS).fill('');

/**
 * `YYYY-MM-DDTHH:MM:SS.mmmZ` of whole ms since 1970. Neighbouring events share their second, so its text is kept:
 * this is called for nearly every event, and Date's own formatting would be the largest part of the cost.
 */
export function isoTime(time: number): string {
  const second = Math.floor(time / 1000);
  const slot = second & (CACHED_SECONDS - 1);
  if (seconds[slot] !== second) {
    texts[slot] = new Date(second * 1000).toISOString().slice(0, 19);
    seconds[slot] = second;
  }
  return (texts[slot] as string) + (MILLISECONDS[time - second * 1000] as string);
}
