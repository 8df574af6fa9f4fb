/** Players: what they hold, where they belong and how they fare (docs/data-dictionary.md). All of game-actions. */
import type { Rollup } from './rollup.js';

/** No guild is called so: a name has a character at least. It is also the lowest text, as no guild is to be. */
export const NO_GUILD = '';

export const players: Rollup<'game-actions'> = {
  name: 'players',
  topic: 'game-actions',
  key: [{ name: 'player_id', type: 'text', of: (event) => event.player_id }],
  measures: [
    {
      kind: 'last',
      name: 'guild',
      type: 'text',
      of: (event) => (event.event_type === 'join_guild' ? event.guild_name : NO_GUILD),
      where: (event) => event.event_type === 'join_guild' || event.event_type === 'leave_guild',
    },
    {
      kind: 'last',
      name: 'health',
      type: 'real',
      of: (event) => (event as { health: number }).health,
      where: (event) => event.event_type === 'battle',
    },
    { kind: 'count', name: 'battles', where: (event) => event.event_type === 'battle' },
    {
      kind: 'count',
      name: 'wins',
      where: (event) => event.event_type === 'battle' && event.outcome === 'win',
    },
    { kind: 'max', name: 'last_seen', type: 'integer', of: (_, time) => time },
  ],
};

/** Swords and weapons bought, by type. */
export const playerArms: Rollup<'game-actions'> = {
  name: 'player_arms',
  topic: 'game-actions',
  where: (event) => event.event_type === 'buy_sword' || event.event_type === 'buy_weapon',
  key: [
    { name: 'player_id', type: 'text', of: (event) => event.player_id },
    { name: 'kind', type: 'text', of: (event) => (event.event_type === 'buy_sword' ? 'sword' : 'weapon') },
    {
      name: 'type',
      type: 'text',
      of: (event) =>
        event.event_type === 'buy_sword' ? event.sword_type : (event as { weapon_type: string }).weapon_type,
    },
  ],
  measures: [{ kind: 'count', name: 'bought' }],
};
