import type { SourceFile } from './source-files.js';

/** A circle of imports that exist at run time, as its paths in order, the first one repeated at the end; else nothing. */
export function findCycle(files: readonly SourceFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const walk = (path: string, trail: readonly string[]): string[] => {
    const at = trail.indexOf(path);
    if (at >= 0) return [...trail.slice(at), path];
    if (done.has(path)) return [];
    for (const { file, typeOnly } of byPath.get(path)?.imports ?? []) {
      if (file === undefined || typeOnly) continue;
      const circle = walk(file, [...trail, path]);
      if (circle.length > 0) return circle;
    }
    done.add(path);
    return [];
  };
  for (const { path } of files) {
    const circle = walk(path, []);
    if (circle.length > 0) return circle;
  }
  return [];
}
