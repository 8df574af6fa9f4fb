/** Which type an `Accept` header wants (RFC 9110, 12.5.1): of those that there are the one it likes best. */

/** @returns undefined when it wants none of them; of equals the first */
export function wanted<T extends string>(accept: string | undefined, types: readonly T[]): T | undefined {
  const ranges = (accept ?? '*/*').split(',').map(rangeOf);
  const liked = types.map((type) => ({ type, quality: qualityOf(type, ranges) }));
  const best = Math.max(...liked.map(({ quality }) => quality));
  return best > 0 ? liked.find(({ quality }) => quality === best)?.type : undefined;
}

interface Range {
  /** `text/csv`, `text/*` or any type. */
  readonly name: string;
  readonly quality: number;
}

function rangeOf(text: string): Range {
  const [name = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const q = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = q === undefined ? 1 : Number(q.slice(2));
  return { name: name === '*' ? '*/*' : name, quality: quality >= 0 && quality <= 1 ? quality : 0 };
}

/** The range that says the most about it decides. */
function qualityOf(type: string, ranges: readonly Range[]): number {
  const names = [type, `${type.split('/')[0]}/*`, '*/*'];
  const found = names.map((wanted) => ranges.find(({ name }) => name === wanted));
  return found.find((range) => range !== undefined)?.quality ?? 0;
}
