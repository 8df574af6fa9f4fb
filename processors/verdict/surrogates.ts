/** Unpaired surrogates, which JSON can write as escapes though no UTF-8 text can hold them. */

/** With the `u` flag a surrogate matches only where it has no partner. */
const LONE_SURROGATE = /\p{Surrogate}/u;

interface Place {
  readonly value: unknown;
  readonly step: string | number;
  readonly parent: Place | undefined;
}

/**
 * The path to the first string or key with an unpaired surrogate, or undefined. A key counts before its value; of
 * repeated keys JSON.parse has kept the last only. The stack is our own: 64 KiB can nest deeper than calls may.
 */
export function loneSurrogatePath(root: unknown): (string | number)[] | undefined {
  const pending: Place[] = [{ value: root, step: '', parent: undefined }];
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    const { value, step } = place;
    if (typeof step === 'string' && LONE_SURROGATE.test(step)) return pathOf(place);
    if (typeof value === 'string' && LONE_SURROGATE.test(value)) return pathOf(place);
    if (typeof value === 'object' && value !== null) pushChildren(pending, place, value);
  }
  return undefined;
}

/** The last child first, so that the first one is looked at next. */
function pushChildren(pending: Place[], parent: Place, value: object): void {
  const steps = Array.isArray(value) ? value.keys() : Object.keys(value);
  for (const step of [...steps].reverse()) {
    pending.push({ value: (value as Record<string | number, unknown>)[step], step, parent });
  }
}

function pathOf(place: Place): (string | number)[] {
  const path: (string | number)[] = [];
  for (let at = place; at.parent !== undefined; at = at.parent) path.push(at.step);
  return path.reverse();
}
