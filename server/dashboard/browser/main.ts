/** Starts the dashboard: what is watched, and who shows it. */
import { byId } from './dom.js';
import { askJson, Unauthorized } from './live/api.js';
import { type Connection, Feed } from './live/feed.js';
import { Health } from './live/health.js';
import { Watch } from './live/watch.js';
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
import type {
  AlertRow,
  AudienceRow,
  CombatRow,
  EngagementRow,
  FraudRow,
  ItemRow,
  LevelRow,
  ServerRow,
  Status,
  ThroughputRow,
} from './rows.js';
import { Banners } from './view/banners.js';
import { adviseWhereNothingCame } from './view/panel.js';
import { themeButton } from './view/theme.js';
import { TokenForm } from './view/token-form.js';

const COMBAT_ROWS = 500;
/** A database that is there has sent its rows by then, ms. */
const ADVISE_AFTER = 1500;

const status = new Watch<Status>('status', []);
const throughput = new Watch<ThroughputRow>('throughput', []);
const levels = new Watch<LevelRow>('stats/levels?limit=50', ['level_id']);
const audience = new Watch<AudienceRow>('stats/audience?limit=40&reverse=1', ['day']);
const engagement = new Watch<EngagementRow>('stats/engagement?limit=288&reverse=1', ['window_start']);
const items = new Watch<ItemRow>('stats/items?limit=25', ['item_id']);
const fraud = new Watch<FraudRow>('stats/fraud?limit=50&reverse=1', ['rule', 'subject', 'window_start']);
const servers = new Watch<ServerRow>('stats/servers?limit=100', ['server_id']);
const alerts = new Watch<AlertRow>('stats/alerts?limit=300&reverse=1', ['server_id', 'metric', 'opened_at']);
const openAlerts = new Watch<AlertRow>('stats/alerts?open=1&limit=200', alerts.key);
const combat = new Watch<CombatRow>(`stats/combat?limit=${COMBAT_ROWS}&reverse=1`, [
  'player_id',
  'window_start',
]);

const health = new Health(new Banners(), status);
const feed = new Feed(onConnection);
const tokenForm = new TokenForm(() => feed.restart());

const throughputPanel = new ThroughputPanel();
throughputPanel.follow(throughput);
new Headline(status, audience);
new LevelsPanel(levels, feed);
new EngagementPanel(engagement);
new AudiencePanel(audience);
new ItemsPanel(items);
new FraudPanel(fraud);
new ServersPanel(servers, alerts, openAlerts);
new CombatPanel(combat, COMBAT_ROWS);
new EventsPanel(feed);
for (const watch of [
  status,
  throughput,
  levels,
  audience,
  engagement,
  items,
  fraud,
  servers,
  alerts,
  openAlerts,
  combat,
])
  feed.add(watch);

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
