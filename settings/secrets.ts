/** Whoever knows the path of a webhook may write into its channel: what is printed does not have it. */
import type { Settings } from './settings.js';

const HIDDEN = '***';

/** Its origin, which says where messages go, without user, path and query. */
export function maskedUrl(url: string): string {
  const { origin, pathname, search, username } = new URL(url);
  const isBare = pathname === '/' && search === '' && username === '';
  return isBare ? origin : `${origin}/${HIDDEN}`;
}

export function withoutSecrets(settings: Settings): Settings {
  const { notify } = settings;
  const webhooks = notify.webhooks.map((webhook) => ({
    ...webhook,
    url: maskedUrl(webhook.url),
    secret: webhook.secret === null ? null : HIDDEN,
  }));
  return { ...settings, notify: { ...notify, webhooks } };
}
