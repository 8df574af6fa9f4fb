/** What ends a bench: results that differ from what they must be. Told before any speed is. */
import { differingFigures, type FigureDigests } from './figures.js';

export class WrongResults extends Error {}

/** @throws WrongResults */
export function checkFigures(arm: string, expected: FigureDigests, found: FigureDigests): void {
  const differing = differingFigures(expected, found);
  if (differing.length > 0) {
    throw new WrongResults(
      `${arm}: ${differing.join(', ')} of the database differ from what \`game-flow verify\` computes from the same events.`,
    );
  }
}

/** @throws WrongResults when the peer and the reference script come to different rows */
export function checkSimpleRollups(
  peer: string,
  reference: Readonly<Record<string, string>>,
  found: Readonly<Record<string, string>>,
): void {
  const differing = differingFigures(reference, found);
  if (differing.length > 0) {
    throw new WrongResults(`${peer}: ${differing.join(', ')} differ from those of the reference script.`);
  }
}
