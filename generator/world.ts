import { Addresses } from './addresses.js';
import { Crowd } from './crowd.js';
import { FaultLog } from './fault-log.js';
import { seedText, sourceOf } from './ids.js';
import { Shop } from './items.js';
import { type Level, makeLevels } from './levels.js';
import type { GeneratorOptions } from './options.js';
import { Outbox } from './outbox.js';
import { PlantedLog } from './planted-log.js';
import { Prng } from './prng.js';
import { type Actor, TimeQueue } from './time-queue.js';
import { WrongClocks } from './wrong-clocks.js';

/** What the actors of one scenario share. */
export class World {
  readonly source: string;
  readonly outbox: Outbox;
  readonly levels: readonly Level[];
  readonly shop: Shop;
  readonly addresses: Addresses;
  readonly clocks: WrongClocks;
  readonly crowd = new Crowd();
  readonly actors = new TimeQueue<Actor>();
  readonly planted = new PlantedLog();
  readonly faults = new FaultLog();
  /** Pauses between a player's actions are multiplied by this; the lobby keeps it right. */
  stretch = 1;

  constructor(readonly options: GeneratorOptions) {
    this.source = sourceOf(options);
    this.outbox = new Outbox(this.source, options, this.faults);
    this.levels = makeLevels(this.chance('levels'));
    this.shop = new Shop(this.chance('shop'));
    const salts = this.chance('salts');
    this.addresses = new Addresses(salts.uint32());
    this.clocks = new WrongClocks(salts.uint32(), options.skew);
  }

  /** A source of chance of its own for each part of the world, so that one part's luck does not move another's. */
  chance(part: string): Prng {
    return new Prng(`${seedText(this.options.seed)}/${part}`);
  }
}
