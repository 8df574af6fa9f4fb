import type { Action } from './events.js';
import { LastWriter, valueAt } from './groups.js';
import { compareNumbers, compareUtf8 } from './text.js';
import { isoTime } from './time.js';

interface Player {
  swords: Map<string, number>;
  weapons: Map<string, number>;
  guild: LastWriter<string | null>;
  health: LastWriter<number>;
  battles: number;
  wins: number;
  last_seen: number;
}

/** What players hold, where they belong, and how they are. */
export class Players {
  readonly #players = new Map<string, Player>();

  add(action: Action): void {
    const player = valueAt(this.#players, action.player_id, newcomer);
    player.last_seen = Math.max(player.last_seen, action.time);
    switch (action.event_type) {
      case 'buy_sword':
        player.swords.set(action.sword_type, (player.swords.get(action.sword_type) ?? 0) + 1);
        return;
      case 'buy_weapon':
        player.weapons.set(action.weapon_type, (player.weapons.get(action.weapon_type) ?? 0) + 1);
        return;
      case 'join_guild':
        player.guild.write(action.time, action.guild_name, compareNoneLowest);
        return;
      case 'leave_guild':
        // Whatever guild it names.
        player.guild.write(action.time, null, compareNoneLowest);
        return;
      case 'battle':
        player.health.write(action.time, action.health, compareNumbers);
        player.battles++;
        if (action.outcome === 'win') player.wins++;
    }
  }

  rows(): object[] {
    const players = [...this.#players].sort(([a], [b]) => compareUtf8(a, b));
    return players.map(([player_id, { swords, weapons, guild, health, battles, wins, last_seen }]) => ({
      player_id,
      swords: counts(swords),
      weapons: counts(weapons),
      guild: guild.value,
      health: health.value,
      battles,
      wins,
      last_seen: isoTime(last_seen),
    }));
  }
}

function newcomer(): Player {
  return {
    swords: new Map(),
    weapons: new Map(),
    guild: new LastWriter<string | null>(null),
    health: new LastWriter(100),
    battles: 0,
    wins: 0,
    last_seen: Number.NEGATIVE_INFINITY,
  };
}

function compareNoneLowest(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return compareUtf8(a, b);
}

/** `fromEntries` also takes a type named `__proto__`, which an assignment would lose. */
function counts(types: Map<string, number>): Record<string, number> {
  return Object.fromEntries([...types].sort(([a], [b]) => compareUtf8(a, b)));
}
