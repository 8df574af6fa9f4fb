/** Rows as the page reads them are rows as the server gives them: the compiler holds one to the other. */
import type * as Latest from '../../processors/store/latest/rows.js';
import type { LeaderRow } from '../../processors/store/leaders.js';
import type { PlayerStory } from '../../processors/store/player/story.js';
import type { AlertRow } from '../../processors/store/stats/alerts.js';
import type { AudienceRow } from '../../processors/store/stats/audience.js';
import type { CombatRow } from '../../processors/store/stats/combat.js';
import type { EngagementRow } from '../../processors/store/stats/engagement.js';
import type { FraudRow } from '../../processors/store/stats/fraud.js';
import type { ItemRow } from '../../processors/store/stats/items.js';
import type { LevelRow } from '../../processors/store/stats/levels.js';
import type { MapRow } from '../../processors/store/stats/maps.js';
import type { ServerRow } from '../../processors/store/stats/servers.js';
import type * as Graph from '../../server/dashboard/browser/lineage/graph.js';
import type * as Story from '../../server/dashboard/browser/player/story-rows.js';
import type * as Page from '../../server/dashboard/browser/rows.js';
import type { Lineage } from '../../server/lineage/graph.js';
import type { Status } from '../../server/observe/status.js';
import type { ThroughputRow } from '../../server/observe/throughput.js';

/** Given rows have whatever the page reads. */
type Fit<Read, Given extends Read> = Given;

export type Held = [
  Fit<Page.LevelRow, LevelRow>,
  Fit<Page.MapRow, MapRow>,
  Fit<Page.EngagementRow, EngagementRow>,
  Fit<Page.AudienceRow, AudienceRow>,
  Fit<Page.ItemRow, ItemRow>,
  // The store's type does not say which evidence is of which rule.
  Fit<Omit<Page.FraudRow, 'evidence'>, FraudRow>,
  Fit<Page.ServerRow, ServerRow>,
  Fit<Page.AlertRow, AlertRow>,
  Fit<Page.CombatRow, CombatRow>,
  Fit<Page.LeaderRow, LeaderRow>,
  Fit<Page.Status, Status>,
  Fit<Page.ThroughputRow, ThroughputRow>,
  Fit<Omit<Page.EventRow, 'source' | 'verdict'>, ReturnType<typeof Latest.latestEvents>[number]>,
  Fit<Omit<Story.PlayerStory, 'fraud'>, PlayerStory>,
  Fit<Graph.Lineage, Lineage>,
];
