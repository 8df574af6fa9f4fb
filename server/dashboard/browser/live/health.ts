/** Turns the state of the connection and of the server into words above the page. */
import { byId, setText } from '../dom.js';
import { clock, date, duration } from '../format/times.js';
import { STALE_AFTER } from '../panels/headline.js';
import type { Status } from '../rows.js';
import type { Banners } from '../view/banners.js';
import type { Connection } from './feed.js';
import { drawSoon } from './frame.js';
import type { Watch } from './watch.js';

/** Every stream ends some time; one that is open again so soon was not lost, ms. */
const LOST_AFTER = 1500;

export class Health {
  readonly #state = byId('connection');
  #connection: Connection = { state: 'connecting' };
  #lostSince: number | undefined;
  #liveAt: number | undefined;

  constructor(
    readonly banners: Banners,
    readonly status: Watch<Status>,
  ) {
    status.onChange(() => {
      this.#liveAt = Date.now();
      drawSoon(this.#draw);
    });
    setInterval(this.#draw, 1000);
  }

  connection(now: Connection): void {
    this.#connection = now;
    if (now.state === 'lost') this.#lostSince ??= Date.now();
    if (now.state === 'live' || now.state === 'unauthorized') this.#lostSince = undefined;
    this.#draw();
  }

  readonly #draw = (): void => {
    const now = Date.now();
    setText(byId('clock'), `${date(now)} ${clock(now)} UTC`);
    const isLost = this.#lostSince !== undefined && now - this.#lostSince >= LOST_AFTER;
    this.banners.show('connection', isLost ? this.#lostWords(now) : undefined);
    setText(this.#state, isLost ? '✕ not connected' : WORDS[this.#connection.state]);
    this.#state.dataset.state = isLost ? 'lost' : this.#connection.state;
    const [status] = this.status.rows;
    if (status === undefined) return;
    setText(byId('cluster'), status.cluster);
    // What the server says is only as good as the connection to it.
    this.banners.show('processing', isLost ? undefined : processingWords(status));
    this.banners.show('stale', isLost ? undefined : staleWords(status));
  };

  #lostWords(now: number): string {
    const connection = this.#connection;
    const why = connection.state === 'lost' ? connection.why : 'The server does not answer.';
    const wait = connection.state === 'lost' ? Math.ceil((connection.at - now) / 1000) : 0;
    const again = wait > 0 ? `Trying again in ${wait} s.` : 'Trying again now.';
    const since = this.#liveAt === undefined ? '' : ` What you see is from ${clock(this.#liveAt)} UTC.`;
    return `Connection lost. ${why}${since} ${again}`;
  }
}

const WORDS: Readonly<Record<Connection['state'], string>> = {
  connecting: '○ connecting',
  live: '● live',
  paused: '○ paused',
  unauthorized: '○ needs a token',
  lost: '○ connecting',
};

function processingWords({ processing, note }: Status): string | undefined {
  if (processing === 'none')
    return `The processors are not running: events are kept, and not counted. ${note}`.trim();
  return note === '' ? undefined : note;
}

function staleWords({ last_event_age_seconds: age, last_record_at: at }: Status): string | undefined {
  if (age === null || at === null || age <= STALE_AFTER) return undefined;
  return `No data is coming in: the latest record is ${duration(age)} old, of ${clock(Date.parse(at))} UTC, ${date(Date.parse(at))}.`;
}
