import type { Topic } from '../schemas/topics.js';

/** Another valid event under the same event_id: what a producer with a bug sends when it retries. */
export function conflictingBytes(topic: Topic, text: string): string {
  const event = JSON.parse(text);
  switch (topic) {
    case 'player-events':
      return JSON.stringify({ ...event, map_id: 'map_99' });
    case 'purchase-events':
      return JSON.stringify({ ...event, price: event.price + 1 });
    case 'server-metrics':
      return JSON.stringify({ ...event, latency: event.latency + 1 });
    case 'combat-events':
      return JSON.stringify({ ...event, eventtype: event.eventtype === 'kill' ? 'death' : 'kill' });
    case 'game-actions':
      return JSON.stringify({ ...event, player_id: `${event.player_id}_again` });
  }
}
