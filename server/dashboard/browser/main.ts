/** Starts the dashboard: what is watched, and who shows it. */
import { byId } from './dom.js';
import { askJson, Unauthorized } from './live/api.js';
import { type Connection, Feed } from './live/feed.js';
import { Health } from './live/health.js';
import { AudiencePanel } from './panels/audience.js';
import { CombatPanel } from './panels/combat.js';
import { EngagementPanel } from './panels/engagement.js';
import { EventsPanel } from './panels/events.js';
import { FraudPanel } from './panels/fraud.js';
import { Headline } from './panels/headline.js';
import { ItemsPanel } from './panels/items.js';
import { LevelsPanel } from './panels/levels.js';
import { ServersPanel } from './panels/servers.js';
import { ThroughputPanel } from './panels/throughput.js';
import { onOpenPlayer } from './player/player-button.js';
import { PlayerSearch } from './player/search.js';
import { Story } from './player/story.js';
import type { ThroughputRow } from './rows.js';
import { Banners } from './view/banners.js';
import { adviseWhereNothingCame } from './view/panel.js';
import { themeButton } from './view/theme.js';
import { TokenForm } from './view/token-form.js';
import { WATCHES } from './watches.js';

/** A database that is there has sent its rows by then, ms. */
const ADVISE_AFTER = 1500;

const health = new Health(new Banners(), WATCHES.status);
const feed = new Feed(onConnection);
const tokenForm = new TokenForm(() => feed.restart());

const throughputPanel = new ThroughputPanel();
throughputPanel.follow(WATCHES.throughput);
new Headline(WATCHES.status, WATCHES.audience);
new LevelsPanel(WATCHES.levels, feed);
new EngagementPanel(WATCHES.engagement);
new AudiencePanel(WATCHES.audience);
new ItemsPanel(WATCHES.items);
new FraudPanel(WATCHES.fraud);
new ServersPanel(WATCHES.servers, WATCHES.alerts, WATCHES.openAlerts);
new CombatPanel(WATCHES.leaders);
new EventsPanel(feed);
for (const watch of Object.values(WATCHES)) feed.add(watch);

const story = new Story();
new PlayerSearch((player) => story.open(player));
onOpenPlayer((player) => story.open(player));

themeButton(byId<HTMLButtonElement>('theme'));
for (const place of document.querySelectorAll('.origin')) place.textContent = location.origin;
feed.restart();

function onConnection(connection: Connection): void {
  health.connection(connection);
  if (connection.state === 'unauthorized') tokenForm.open();
  if (connection.state !== 'live') return;
  setTimeout(adviseWhereNothingCame, ADVISE_AFTER);
  void begin();
}

/** The stream tells of now; what was in the last ten minutes is asked for whenever it is opened. */
async function begin(): Promise<void> {
  try {
    const { rows } = await askJson<{ rows: ThroughputRow[] }>('throughput', new AbortController().signal);
    throughputPanel.begin(rows);
  } catch (error) {
    // Connection and token are the stream's to watch; without these rows the lines merely begin now.
    if (!(error instanceof Unauthorized || error instanceof TypeError)) throw error;
  }
}
