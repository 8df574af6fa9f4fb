import type { Fight } from './events.js';
import { groupBy, key } from './groups.js';
import { compareNumbers, compareUtf8 } from './text.js';
import { isoTime, MINUTE, windowStart } from './time.js';

const WINDOW = 5 * MINUTE;

export function combat(fights: Fight[]): unknown[] {
  const startOf = (fight: Fight) => windowStart(fight.time, WINDOW);
  const groups = [...groupBy(fights, (fight) => key(fight.playerid, startOf(fight))).values()];
  const rows = groups.map((of) => {
    const kills = of.filter((fight) => fight.eventtype === 'kill').length;
    const deaths = of.length - kills;
    return { player_id: of[0]!.playerid, start: startOf(of[0]!), kills, deaths };
  });
  rows.sort((a, b) => compareNumbers(a.start, b.start) || compareUtf8(a.player_id, b.player_id));
  return rows.map(({ player_id, start, kills, deaths }) => ({
    player_id,
    window_start: isoTime(start),
    window_end: isoTime(start + WINDOW),
    kill_count: kills,
    death_count: deaths,
    kill_ratio: deaths === 0 ? null : kills / deaths,
  }));
}
