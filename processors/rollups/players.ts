/** Players: what they hold, where they belong and how they fare (docs/data-dictionary.md). All of game-actions. */
import type { Condition, Rollup } from './rollup.js';

/** No guild is called so: a name has a character at least. It is also the lowest text, as no guild is to be. */
export const NO_GUILD = '';

export const players: Rollup<'game-actions'> = {
  name: 'players',
  topic: 'game-actions',
  key: [{ name: 'player_id', field: 'player_id' }],
  measures: [
    {
      kind: 'last',
      name: 'guild',
      cases: [
        { where: { field: 'event_type', in: ['join_guild'] }, field: 'guild_name' },
        // Whatever guild it names.
        { where: { field: 'event_type', in: ['leave_guild'] }, constant: NO_GUILD },
      ],
    },
    // Health and outcome are of battles only.
    { kind: 'last', name: 'health', field: 'health' },
    { kind: 'count', name: 'battles', where: { field: 'event_type', in: ['battle'] } },
    { kind: 'count', name: 'wins', where: { field: 'outcome', in: ['win'] } },
    { kind: 'max', name: 'last_seen', field: 'time' },
  ],
};

const SWORD: Condition<'game-actions'> = { field: 'event_type', in: ['buy_sword'] };
const WEAPON: Condition<'game-actions'> = { field: 'event_type', in: ['buy_weapon'] };

/** Swords and weapons bought, by type: other actions have neither kind nor type. */
export const playerArms: Rollup<'game-actions'> = {
  name: 'player_arms',
  topic: 'game-actions',
  key: [
    { name: 'player_id', field: 'player_id' },
    {
      name: 'kind',
      cases: [
        { where: SWORD, constant: 'sword' },
        { where: WEAPON, constant: 'weapon' },
      ],
    },
    {
      name: 'type',
      cases: [
        { where: SWORD, field: 'sword_type' },
        { where: WEAPON, field: 'weapon_type' },
      ],
    },
  ],
  measures: [{ kind: 'count', name: 'bought' }],
};
