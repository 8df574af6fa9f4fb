/** The rule names of `stats fraud`, so that detections and plantings can be matched. */
export type FraudKind = 'velocity' | 'shared_ip' | 'many_ips' | 'price_mismatch';
/**
 * How a fraud of that kind is committed: `plain`, or so that the rule does not see it: over the end of a window
 * (`straddling`), with something too seldom sold to have a usual price (`rare_item`), for a price not far enough off
 * (`modest`).
 */
export type FraudVariant = 'plain' | 'straddling' | 'rare_item' | 'modest';
/** Honest behaviour that looks a little like fraud; of `carrier_evening` and `big_spender`, so much that rules flag it. */
export type NearMissKind =
  | 'carrier_nat'
  | 'carrier_evening'
  | 'family'
  | 'keen_buyer'
  | 'big_spender'
  | 'two_addresses';

/** A planted run of purchases, as far as it has been sent. Purchases that went out spoiled do not count. */
export class PlantedPurchases<K extends string = string> {
  from = 0;
  to = 0;
  purchases = 0;
  isFinished = false;
  readonly players = new Set<number>();
  readonly ips = new Set<string>();

  constructor(
    readonly kind: K,
    readonly subject: string,
    /** Price and usual price, where that is the point. */
    readonly prices: { readonly price: string; readonly usual_price: string } | undefined = undefined,
    readonly variant: FraudVariant = 'plain',
  ) {}

  note(player: number, ip: string, time: number): void {
    if (this.purchases++ === 0) this.from = time;
    this.to = time;
    this.players.add(player);
    this.ips.add(ip);
  }
}

export type Metric = 'cpu_load' | 'memory_usage' | 'latency';

/** A server in trouble, or merely busy (`hot`): one metric is high from `from` on until `to`. */
export interface PlantedIncident {
  readonly serverId: string;
  readonly metric: Metric;
  readonly severity: 'hot' | 'warning' | 'critical';
  readonly from: number;
  readonly to: number;
  /** What was really sent in that time, unspoiled. */
  samples: number;
  peak: number;
}

/** A server that sends nothing between two samples; `to` is null until it is back. */
export interface PlantedSilence {
  readonly serverId: string;
  readonly from: number;
  to: number | null;
}

/** What has been planted so far, written by those who plant it. */
export class PlantedLog {
  readonly frauds: PlantedPurchases<FraudKind>[] = [];
  readonly nearMisses: PlantedPurchases<NearMissKind>[] = [];
  readonly incidents: PlantedIncident[] = [];
  readonly silences: PlantedSilence[] = [];
}
