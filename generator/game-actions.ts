import { gameActionText } from './event-text.js';
import type { Player } from './players.js';
import type { Prng } from './prng.js';
import type { World } from './world.js';

const SWORDS = ['katana', 'longsword', 'claymore', 'rapier', 'sabre', 'falchion'] as const;
const WEAPONS = ['longbow', 'crossbow', 'war_axe', 'spear', 'dagger', 'mace', 'magic_staff'] as const;
const GUILDS = [
  ...[
    'Night Watch',
    'Iron Wolves',
    'Silver Dawn',
    'Les Corbeaux',
    'Drachenwacht',
    'Order of the Owl',
    'Salt & Steel',
  ],
  ...['Red Lanterns', 'Los Errantes', 'Moonlit Path', 'Żubry', '雷の刃', 'Stormborn', 'The Late Shift'],
] as const;
const USER_AGENTS = [
  'GameFlow/4.2.1 (Windows NT 10.0; x64)',
  'GameFlow/4.2.0 (macOS 14.5; arm64)',
  'GameFlow/4.2.1 (Linux x86_64; SteamOS 3.5)',
  'GameFlow-Mobile/4.1.9 (Android 14)',
  'GameFlow-Mobile/4.2.0 (iOS 17.4)',
] as const;

const SHARE_WITH_REQUEST = 0.2;

/** Swords, weapons, guilds and battles. */
export class GameActions {
  private readonly prng: Prng;

  constructor(private readonly world: World) {
    this.prng = world.chance('game-actions');
  }

  act(player: Player, now: number): void {
    const dice = this.prng.unit();
    if (dice < 0.14) this.send(player, 'buy_sword', `,"sword_type":"${this.prng.pick(SWORDS)}"`, now);
    else if (dice < 0.3) this.send(player, 'buy_weapon', `,"weapon_type":"${this.prng.pick(WEAPONS)}"`, now);
    else if (dice < 0.4) this.moveOn(player, now);
    else this.battle(player, now);
  }

  /** Into a guild, or out of it. */
  private moveOn(player: Player, now: number): void {
    if (player.guild === '') {
      player.guild = this.prng.pick(GUILDS);
      this.send(player, 'join_guild', `,"guild_name":"${player.guild}"`, now);
    } else if (this.prng.chance(0.3)) {
      const named = this.prng.chance(0.5) ? `,"guild_name":"${player.guild}"` : '';
      player.guild = '';
      this.send(player, 'leave_guild', named, now);
    }
  }

  /** A battle costs health; who has little left rests first. */
  private battle(player: Player, now: number): void {
    const opponent = this.world.crowd.opponentOf(player, this.prng);
    if (opponent === undefined) return;
    if (player.health < 25) player.health = 100;
    const wins = this.prng.chance(player.skill / (player.skill + opponent.skill));
    const cost = wins ? this.prng.whole(0, 20) : this.prng.whole(10, 60);
    player.health = Math.max(wins ? 1 : 0, player.health - cost);
    const details = `,"opponent_id":"${opponent.id}","outcome":"${wins ? 'win' : 'lose'}","health":${player.health}`;
    this.send(player, 'battle', details, now);
  }

  private send(player: Player, kind: string, details: string, now: number): void {
    const all = this.prng.chance(SHARE_WITH_REQUEST) ? details + this.request(player) : details;
    const time = player.eventTime(now, this.world.options.start);
    this.world.outbox.send('game-actions', player.id, gameActionText(player.id, kind, all, time), now);
  }

  private request(player: Player): string {
    const host = `game-${1 + (player.index % 4)}.example.net`;
    const address = this.world.addresses.home(player.index);
    return `,"request":{"host":"${host}","user_agent":"${this.prng.pick(USER_AGENTS)}","remote_addr":"${address}"}`;
  }
}
