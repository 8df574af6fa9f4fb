import type { GeneratorOptions } from './options.js';
import type { PlantedPurchases } from './planted-log.js';
import type { Player } from './players.js';
import type { World } from './world.js';

/** One planted run of purchases; times are ISO 8601. */
export interface PlantedPurchasesReport {
  readonly kind: string;
  /** How it was done: `plain`, or so that a rule does not see it. */
  readonly variant: string;
  /** As the data dictionary names the subject of the rule of that kind. */
  readonly subject: string;
  readonly from: string;
  readonly to: string;
  /** False while more of it is to come. */
  readonly finished: boolean;
  readonly evidence: {
    readonly purchases: number;
    readonly players: number;
    readonly ips: number;
    readonly price?: string;
    readonly usual_price?: string;
  };
}

export interface VisitReport {
  readonly player_id: string;
  readonly level_id: string;
  readonly map_id: string;
  readonly sessions: number;
  readonly played_seconds: number;
  readonly first_at: string;
  readonly last_at: string;
}

export interface IncidentReport {
  readonly server_id: string;
  readonly kind: string;
  readonly severity: string;
  readonly from: string;
  readonly to: string;
  readonly samples: number;
  readonly peak: number;
}

/**
 * What was planted, up to where the stream has been consumed. Counts are of unspoiled events; with `late`, single
 * events of a visit may still be on their way.
 */
export interface GroundTruth {
  readonly source: string;
  readonly until: string;
  readonly options: GeneratorOptions;
  /** Level by level in order, with the seconds an average player needs. */
  readonly levels: readonly {
    readonly level_id: string;
    readonly usual_seconds: number;
    /** Far harder than its neighbours. */
    readonly is_wall: boolean;
  }[];
  /** Visits whose player has had enough of the level and left it. */
  readonly stalled_visits: readonly VisitReport[];
  /** The other visits that are not completed: the player is at it, or will go on another time. */
  readonly unfinished_visits: readonly VisitReport[];
  readonly fraud: readonly PlantedPurchasesReport[];
  readonly near_misses: readonly PlantedPurchasesReport[];
  readonly sales: readonly {
    readonly item_id: string;
    readonly percent: number;
    readonly from: string;
    readonly to: string;
  }[];
  /** Where an item costs some players less than others who pay in the same currency, at any time. */
  readonly regional_prices: readonly {
    readonly item_id: string;
    readonly currency: string;
    readonly percent: number;
  }[];
  /** `to` may lie after `until`. */
  readonly incidents: readonly IncidentReport[];
  /** Busy, but not in trouble. */
  readonly hot_servers: readonly IncidentReport[];
  /** From the last sample before to the first one after; null while silent. */
  readonly silent_servers: readonly {
    readonly server_id: string;
    readonly from: string;
    readonly to: string | null;
  }[];
  /** Players seen so far whose clock is wrong; their other times above are as their clock shows them. */
  readonly wrong_clocks: readonly { readonly player_id: string; readonly error_ms: number }[];
  readonly faults: {
    readonly bad: Readonly<Record<string, number>>;
    readonly duplicates: number;
    readonly conflicting_duplicates: number;
    readonly late: number;
  };
}

const DAY = 86_400_000;

/** Writes down what has been planted in a world up to a moment. */
export function describeGroundTruth(world: World, until: number): GroundTruth {
  const players = [...world.crowd.known.values()].sort((one, other) => one.index - other.index);
  const visits = players.filter(({ isFinished, visit }) => !isFinished && visit.events > 0);
  const incidents = world.planted.incidents.filter(({ from }) => from <= until);
  return {
    source: world.source,
    until: iso(until),
    options: world.options,
    levels: world.levels.map(({ levelId, usualSeconds, isWall }) => ({
      level_id: levelId,
      usual_seconds: usualSeconds,
      is_wall: isWall,
    })),
    stalled_visits: visits.filter(({ visit }) => visit.hasGivenUp).map(visitReport),
    unfinished_visits: visits.filter(({ visit }) => !visit.hasGivenUp).map(visitReport),
    fraud: world.planted.frauds.filter(hasBegun).map(purchasesReport),
    near_misses: world.planted.nearMisses.filter(hasBegun).map(purchasesReport),
    sales: salesUntil(world, until),
    regional_prices: world.shop.regionalPrices().map(({ itemId, currency, percent }) => ({
      item_id: itemId,
      currency,
      percent,
    })),
    incidents: incidents.filter(({ severity }) => severity !== 'hot').map(incidentReport),
    hot_servers: incidents.filter(({ severity }) => severity === 'hot').map(incidentReport),
    silent_servers: world.planted.silences.map(({ serverId, from, to }) => ({
      server_id: serverId,
      from: iso(from),
      to: to === null ? null : iso(to),
    })),
    wrong_clocks: players
      .filter(({ clockError }) => clockError !== 0)
      .map(({ id, clockError }) => ({ player_id: id, error_ms: clockError })),
    faults: {
      bad: Object.fromEntries([...world.faults.badByKind].sort()),
      duplicates: world.faults.sameAgain,
      conflicting_duplicates: world.faults.conflicting,
      late: world.faults.late,
    },
  };
}

function hasBegun(record: PlantedPurchases): boolean {
  return record.purchases > 0;
}

function purchasesReport(record: PlantedPurchases): PlantedPurchasesReport {
  return {
    kind: record.kind,
    variant: record.variant,
    subject: record.subject,
    from: iso(record.from),
    to: iso(record.to),
    finished: record.isFinished,
    evidence: {
      purchases: record.purchases,
      players: record.players.size,
      ips: record.ips.size,
      ...record.prices,
    },
  };
}

function visitReport({ id, map, visit }: Player): VisitReport {
  return {
    player_id: id,
    level_id: map?.levelId ?? '',
    map_id: map?.mapId ?? '',
    sessions: visit.sessions,
    played_seconds: visit.playedMs / 1000,
    first_at: iso(visit.firstAt),
    last_at: iso(visit.lastAt),
  };
}

function incidentReport(incident: World['planted']['incidents'][number]): IncidentReport {
  const { serverId, metric, severity, from, to, samples, peak } = incident;
  return { server_id: serverId, kind: metric, severity, from: iso(from), to: iso(to), samples, peak };
}

function salesUntil(world: World, until: number): GroundTruth['sales'] {
  const { shop, options } = world;
  const sales = [];
  for (let day = options.start; Math.floor(day / DAY) <= Math.floor(until / DAY); day += DAY) {
    for (let item = 0; item < shop.itemIds.length; item++) {
      const sale = shop.saleOf(item, day);
      if (sale === undefined || sale.from > until || sale.to <= options.start) continue;
      sales.push({ item_id: sale.itemId, percent: sale.percent, from: iso(sale.from), to: iso(sale.to) });
    }
  }
  return sales;
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
