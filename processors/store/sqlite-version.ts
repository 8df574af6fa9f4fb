/** Older versions can corrupt a WAL database that two connections use. */
export const OLDEST_SQLITE = '3.51.3';

/** Whether version `3.9.1` lies before version `3.10`. */
export function isOlder(version: string, least: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [i, wanted] of least.split('.').entries()) {
    const difference = (parts[i] ?? 0) - Number(wanted);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
