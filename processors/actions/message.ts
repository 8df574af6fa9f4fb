/** What is sent: our JSON, or text as Slack or Discord take it. The shapes stand in docs/webhooks.md. */
import type { Webhook, Windows } from '../../settings/settings.js';
import type { Notice } from './notice.js';
import { codeName, plainName } from './safe-text.js';
import { minutes, sentence } from './sentence.js';

/** Notices that a request may have: a program reads all of them, a person is told how many there are. */
export const MOST_NOTICES: Readonly<Record<Webhook['format'], number>> = {
  json: 100,
  slack: 1000,
  discord: 1000,
};

/** Sentences in a message of text; the others are only counted. */
const MOST_SENTENCES = 10;

/** Discord takes 2000 characters; a Slack message as long is still read. */
const LONGEST_TEXT = 1900;

export interface Delivery {
  /** The same in every attempt. */
  readonly name: string;
  readonly notices: readonly Notice[];
}

export interface Surroundings {
  readonly windows: Windows;
  /** Where a person looks further; null for none. */
  readonly link: string | null;
  /** The clock, ms since 1970. */
  readonly now: number;
}

/** The body of a request, as JSON text. */
export function messageBody(
  { name: webhook, format }: Pick<Webhook, 'name' | 'format'>,
  { name, notices }: Delivery,
  around: Surroundings,
): string {
  if (format !== 'json') return chatBody(format, chatText(notices, around), around.link);
  return JSON.stringify({
    delivery: name,
    webhook,
    sent_at: new Date(around.now).toISOString(),
    link: around.link,
    notices: notices.map((notice) => jsonNotice(notice, around.windows)),
  });
}

/** A message that says only that messages arrive. */
export function testBody(webhook: Pick<Webhook, 'name' | 'format'>, around: Surroundings): string {
  if (webhook.format === 'json') return messageBody(webhook, { name: 'test', notices: [] }, around);
  return chatBody(webhook.format, `A test of the webhook ${codeName(webhook.name)}.`, around.link);
}

function jsonNotice(notice: Notice, windows: Windows): object {
  return {
    id: notice.id,
    kind: notice.kind,
    rule: notice.rule,
    subject: notice.subject,
    since: new Date(notice.since).toISOString(),
    until: notice.until === null ? null : new Date(notice.until).toISOString(),
    revision: notice.revision,
    change: notice.change,
    noticed_at: new Date(notice.noticedAt).toISOString(),
    text: sentence(notice, windows, plainName),
    details: notice.details,
  };
}

function chatText(notices: readonly Notice[], { windows }: Surroundings): string {
  const told = notices.slice(0, MOST_SENTENCES).map((notice) => sentence(notice, windows, codeName));
  if (notices.length === 1) return told[0]!;
  const lines = [heading(notices)];
  for (const line of told) if ([...lines, line].join('\n').length < LONGEST_TEXT) lines.push(`• ${line}`);
  const left = notices.length - (lines.length - 1);
  return [...lines, ...(left > 0 ? [`and ${left} more: game-flow notices`] : [])].join('\n');
}

/** `7 in 5 minutes (6 fraud, 1 alert):` */
function heading(notices: readonly Notice[]): string {
  const times = notices.map((notice) => notice.noticedAt);
  const span = Math.max(1, Math.ceil((Math.max(...times) - Math.min(...times)) / 60_000));
  const kinds = [...new Set(notices.map((notice) => notice.kind))].map(
    (kind) => `${notices.filter((notice) => notice.kind === kind).length} ${kind}`,
  );
  return `${notices.length} in ${minutes(span)} (${kinds.join(', ')}):`;
}

function chatBody(format: 'slack' | 'discord', text: string, link: string | null): string {
  const all = link === null ? text : `${text}\n${link}`;
  if (format === 'discord') {
    // Nobody is mentioned whatever the text says; flag 4: no preview of links.
    return JSON.stringify({ content: all, allowed_mentions: { parse: [] }, flags: 4 });
  }
  const escaped = all.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return JSON.stringify({ text: escaped, link_names: false, unfurl_links: false, unfurl_media: false });
}
