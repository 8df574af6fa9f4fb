import type { Action } from './events.js';
import { groupBy, largest, lastWritten } from './groups.js';
import { compareNumbers, compareUtf8 } from './text.js';
import { isoTime } from './time.js';

type ActionOf<K extends Action['event_type']> = Extract<Action, { event_type: K }>;

export function players(actions: Action[]): unknown[] {
  const rows = [...groupBy(actions, (action) => action.player_id)].map(([player_id, of]) => {
    const battles = of.filter((action): action is ActionOf<'battle'> => action.event_type === 'battle');
    return {
      player_id,
      swords: counts(of.flatMap((action) => (action.event_type === 'buy_sword' ? [action.sword_type] : []))),
      weapons: counts(
        of.flatMap((action) => (action.event_type === 'buy_weapon' ? [action.weapon_type] : [])),
      ),
      guild: guild(of),
      health: battles.length === 0 ? 100 : lastWritten(battles, (battle) => battle.health, compareNumbers),
      battles: battles.length,
      wins: battles.filter((battle) => battle.outcome === 'win').length,
      last_seen: isoTime(largest(of.map((action) => action.time))),
    };
  });
  return rows.sort((a, b) => compareUtf8(a.player_id, b.player_id));
}

/** Last writer among joins and leaves; a leave writes none, the lowest value, whatever guild it names. */
function guild(actions: Action[]): string | null {
  const writes = actions.filter(
    (action): action is ActionOf<'join_guild'> | ActionOf<'leave_guild'> =>
      action.event_type === 'join_guild' || action.event_type === 'leave_guild',
  );
  if (writes.length === 0) return null;
  return lastWritten(
    writes,
    (action) => (action.event_type === 'join_guild' ? action.guild_name : null),
    compareNoneLowest,
  );
}

function compareNoneLowest(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return compareUtf8(a, b);
}

/** How often each type occurs. `fromEntries` also takes a type named `__proto__`, which an assignment would lose. */
function counts(types: string[]): Record<string, number> {
  const groups = [...groupBy(types, (type) => type)];
  groups.sort(([a], [b]) => compareUtf8(a, b));
  return Object.fromEntries(groups.map(([type, of]) => [type, of.length]));
}
