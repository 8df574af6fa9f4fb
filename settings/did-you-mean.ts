/** The known word that an unknown one was probably meant to be, or undefined when none is near. */
export function didYouMean(unknown: string, known: readonly string[]): string | undefined {
  const word = plain(unknown);
  const near = known
    .map((candidate) => ({ candidate, distance: distance(word, plain(candidate)) }))
    .filter(({ candidate, distance }) => distance <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.distance - b.distance);
  return near[0]?.candidate;
}

/** Hyphens for underscores and capitals are no mistakes worth counting. Longer words than any known are cut. */
function plain(word: string): string {
  return word.slice(0, 64).toLowerCase().replaceAll('-', '_');
}

/** How many characters have to be put in, taken out or changed to make `b` of `a`. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
