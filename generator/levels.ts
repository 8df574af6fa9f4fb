import type { Prng } from './prng.js';

export interface GameMap {
  readonly levelId: string;
  readonly mapId: string;
  /** How much longer than the level's usual time it takes here. */
  readonly effort: number;
}

export interface Level {
  readonly levelId: string;
  /** Seconds of play in which a player of skill 1 usually completes it. */
  readonly usualSeconds: number;
  /** Far harder than its neighbours. */
  readonly isWall: boolean;
  readonly maps: readonly GameMap[];
}

const LEVELS = 12;
/** Some levels are walls: far harder than their neighbours. One in each of these stretches (counted from 0). */
const WALLS = [
  [2, 4],
  [6, 7],
  [9, 11],
] as const;

/** The levels of the game, in order. Difficulty rises slowly, apart from three walls. */
export function makeLevels(prng: Prng): readonly Level[] {
  const walls = WALLS.map(([from, to]) => prng.whole(from, to));
  let mapNumber = 0;
  return Array.from({ length: LEVELS }, (_, index) => {
    const levelId = `level_${twoDigits(index + 1)}`;
    const ordinary = 240 + index * 40 + prng.below(160);
    const isWall = walls.includes(index);
    const usualSeconds = isWall ? Math.floor(ordinary * prng.between(2.5, 3.5)) : ordinary;
    const maps = Array.from({ length: prng.whole(2, 4) }, (): GameMap => {
      mapNumber++;
      return { levelId, mapId: `map_${twoDigits(mapNumber)}`, effort: prng.between(0.8, 1.35) };
    });
    return { levelId, usualSeconds, isWall, maps };
  });
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
