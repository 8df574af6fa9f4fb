import { type Prng, traitOf, WeightedIndex } from './prng.js';

const NAMES = [
  'health_potion gold_pouch xp_boost season_pass iron_sword mana_potion revive_token lucky_charm dragon_skin',
  'oak_shield battle_axe treasure_map silver_key phoenix_feather guild_banner elven_bow war_horn stamina_elixir',
  'shadow_cloak rune_stone crystal_armor name_change storage_chest pet_wolf pet_owl fire_scroll ice_scroll',
  'royal_mount victory_dance golden_frame ancient_tome mystic_ring thunder_hammer obsidian_helm emerald_crown moon_lantern',
]
  .join(' ')
  .split(' ');

/** Hundredths in US dollars; which item has which is drawn per scenario. */
const LIST_PRICES = [99, 99, 199, 199, 299, 299, 499, 499, 699, 999, 999, 1499, 1999, 2999, 4999];

/** What a dollar's worth is sold for elsewhere, how many digits follow the point, and how many players pay so. */
const CURRENCIES = [
  { code: 'USD', factor: 1, decimals: 2, weight: 40 },
  { code: 'EUR', factor: 0.95, decimals: 2, weight: 28 },
  { code: 'GBP', factor: 0.82, decimals: 2, weight: 10 },
  { code: 'JPY', factor: 148, decimals: 0, weight: 10 },
  { code: 'BRL', factor: 3.9, decimals: 2, weight: 8 },
  { code: 'PLN', factor: 3.6, decimals: 2, weight: 4 },
] as const;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SHARE_ON_SALE = 0.12;
const SALE_PERCENTS = [10, 20, 25, 30, 40, 50] as const;

/** Two items a day are nearly given away, one for hours and one for most of the day. None of those that sell best. */
const CLEARANCE_PERCENT = 70;
const CLEARANCE_RANKS = [8, 15] as const;

/** Some of those who pay in US dollars live where everybody earns less: these items cost them so much less. */
const REGIONAL = { ranks: [3, 6], currency: 0, percent: 70, share: 0.06 } as const;

export interface Sale {
  readonly itemId: string;
  readonly percent: number;
  readonly from: number;
  readonly to: number;
}

/** A currency in which an item costs some players so many per cent less than others. */
export interface RegionalPrice {
  readonly itemId: string;
  readonly currency: string;
  readonly percent: number;
}

/** The shop: what it sells, how popular that is, what it costs where, and what is on sale. */
export class Shop {
  readonly itemIds: readonly string[];
  private readonly popularity = new WeightedIndex(NAMES.map((_, rank) => 1 / (rank + 1.5)));
  private readonly currencyShares = new WeightedIndex(CURRENCIES.map(({ weight }) => weight));
  /** [item][currency], in the currency's smallest unit. */
  private readonly prices: readonly (readonly number[])[];
  private readonly salt: number;

  constructor(prng: Prng) {
    this.itemIds = shuffled(NAMES, prng);
    this.prices = this.itemIds.map(() => {
      const dollars = prng.pick(LIST_PRICES);
      return CURRENCIES.map(({ factor, decimals }, index) =>
        index === 0 ? dollars : regionalPrice(dollars, factor * prng.between(0.9, 1.1), decimals),
      );
    });
    this.salt = prng.uint32();
  }

  /** Index 0 is the most popular item. */
  itemFor(unit: number): number {
    return this.popularity.at(unit);
  }

  /** The currency a player pays in: always the same. */
  currencyOf(player: number): number {
    return this.currencyShares.at(traitOf(this.salt, player));
  }

  get currencyCount(): number {
    return CURRENCIES.length;
  }

  currencyCode(currency: number): string {
    return (CURRENCIES[currency] as (typeof CURRENCIES)[number]).code;
  }

  /** What a player is asked for at that time, as JSON has it. */
  price(item: number, player: number, time: number): string {
    const currency = this.currencyOf(player);
    const sale = this.saleOf(item, time);
    const isOn = sale !== undefined && time >= sale.from && time < sale.to;
    const percent = Math.max(isOn ? sale.percent : 0, this.isRegional(item, player) ? REGIONAL.percent : 0);
    return this.text((this.listPrice(item, currency) * (100 - percent)) / 100, currency);
  }

  /** Where an item costs some players less than others who pay in the same currency. */
  regionalPrices(): RegionalPrice[] {
    return REGIONAL.ranks.map((rank) => ({
      itemId: this.itemIds[rank] as string,
      currency: this.currencyCode(REGIONAL.currency),
      percent: REGIONAL.percent,
    }));
  }

  /** The list price times something that no sale would explain, as JSON has it. */
  tamperedPrice(item: number, currency: number, factor: number): string {
    return this.text(this.listPrice(item, currency) * factor, currency);
  }

  /** The one sale of an item on the UTC day of that time, if there is any: some hours of that day. */
  saleOf(item: number, time: number): Sale | undefined {
    const day = Math.floor(time / DAY);
    return this.clearanceOf(item, day) ?? this.ordinarySaleOf(item, day);
  }

  private clearanceOf(item: number, day: number): Sale | undefined {
    const [short, long] = CLEARANCE_RANKS.map((rank) => rank + (day % 7));
    if (item !== short && item !== long) return undefined;
    const spread = Math.floor(traitOf(this.salt ^ Math.imul(day, 0x3c6ef372), item) * 12);
    const [from, hours] = item === short ? [10 + (spread % 6), 3 + (spread % 3)] : [2 + (spread % 4), 17];
    const start = day * DAY + from * HOUR;
    const itemId = this.itemIds[item] as string;
    return { itemId, percent: CLEARANCE_PERCENT, from: start, to: start + hours * HOUR };
  }

  private isRegional(item: number, player: number): boolean {
    if (item !== REGIONAL.ranks[0] && item !== REGIONAL.ranks[1]) return false;
    if (this.currencyOf(player) !== REGIONAL.currency) return false;
    return traitOf(this.salt ^ 0x1f83d9ab, player) < REGIONAL.share;
  }

  private ordinarySaleOf(item: number, day: number): Sale | undefined {
    const chance = traitOf(this.salt ^ Math.imul(day, 0x2c9277b5), item);
    if (chance >= SHARE_ON_SALE) return undefined;
    const spread = Math.floor((chance / SHARE_ON_SALE) * 600);
    const from = day * DAY + (spread % 18) * HOUR;
    const percent = SALE_PERCENTS[spread % SALE_PERCENTS.length] as number;
    return { itemId: this.itemIds[item] as string, percent, from, to: from + (3 + (spread % 4)) * HOUR };
  }

  private listPrice(item: number, currency: number): number {
    return (this.prices[item] as readonly number[])[currency] as number;
  }

  private text(smallestUnits: number, currency: number): string {
    const whole = Math.max(1, Math.round(smallestUnits));
    return String(CURRENCIES[currency]?.decimals === 0 ? whole : whole / 100);
  }
}

/** A price as shops like it: x.49 or x.99, or full tens. */
function regionalPrice(dollarCents: number, factor: number, decimals: number): number {
  if (decimals === 0) return Math.max(10, Math.round((dollarCents / 100) * (factor / 10)) * 10);
  return Math.max(1, Math.round((dollarCents * factor + 1) / 50)) * 50 - 1;
}

function shuffled<T>(things: readonly T[], prng: Prng): T[] {
  const result = [...things];
  for (let last = result.length - 1; last > 0; last--) {
    const other = prng.below(last + 1);
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}
