import { describe, expect, it } from 'vitest';
import { messageBody, testBody } from '../../../processors/actions/message.js';
import { type Notice, noticeId } from '../../../processors/actions/notice.js';
import { sentence } from '../../../processors/actions/sentence.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';
import { MINUTE, NOW } from './scene.js';

const { windows } = DEFAULT_SETTINGS;
const around = { windows, link: 'https://dash.example/?a=1&b=2', now: NOW };

function notice(others: Partial<Notice>): Notice {
  const plain: Omit<Notice, 'id'> = {
    kind: 'fraud',
    rule: 'velocity',
    subject: 'player_7',
    since: NOW - 5 * MINUTE,
    until: null,
    revision: 1,
    change: 'new',
    noticedAt: NOW,
    details: { purchases: 5 },
    ...others,
  };
  return { id: noticeId(plain, plain.revision), ...plain };
}

function text(format: 'slack' | 'discord', ...notices: Notice[]): string {
  const body = JSON.parse(messageBody({ name: 'ops', format }, { name: 'd', notices }, around)) as object;
  return String('text' in body ? body.text : (body as { content: unknown }).content);
}

describe('the body', () => {
  it('of json has every notice as docs/webhooks.md shows it', () => {
    const body = messageBody({ name: 'ops', format: 'json' }, { name: 'd', notices: [notice({})] }, around);
    expect(JSON.parse(body)).toEqual({
      delivery: 'd',
      webhook: 'ops',
      sent_at: '2024-11-12T10:20:00.000Z',
      link: around.link,
      notices: [
        {
          id: 'fraud:velocity:player_7:2024-11-12T10:15:00.000Z:1',
          kind: 'fraud',
          rule: 'velocity',
          subject: 'player_7',
          since: '2024-11-12T10:15:00.000Z',
          until: null,
          revision: 1,
          change: 'new',
          noticed_at: '2024-11-12T10:20:00.000Z',
          text: 'Fraud (velocity): player_7 made 5 purchases in 1 minute, 2024-11-12 10:15 UTC.',
          details: { purchases: 5 },
        },
      ],
    });
  });

  it('of a chat has the sentence and the link, and of several how many in how long', () => {
    expect(text('slack', notice({}))).toBe(
      'Fraud (velocity): `player_7` made 5 purchases in 1 minute, 2024-11-12 10:15 UTC.\nhttps://dash.example/?a=1&amp;b=2',
    );
    const several = Array.from({ length: 7 }, (_, i) =>
      notice({ subject: `p${i}`, noticedAt: NOW + i * 45_000, kind: i === 6 ? 'silence' : 'fraud' }),
    );
    expect(
      text('discord', ...several)
        .split('\n')
        .slice(0, 2),
    ).toEqual([
      '7 in 5 minutes (6 fraud, 1 silence):',
      '• Fraud (velocity): `p0` made 5 purchases in 1 minute, 2024-11-12 10:15 UTC.',
    ]);
  });

  it('fits into a Discord message whatever the names', () => {
    const long = Array.from({ length: 1000 }, () =>
      notice({ subject: '`<&>'.repeat(99), rule: 'x'.repeat(999) }),
    );
    expect(text('discord', ...long).length).toBeLessThanOrEqual(2000);
    expect(text('discord', ...long)).toMatch(/\nand \d+ more: game-flow notices\n/);
  });

  it('of a test says that it is one', () => {
    expect(JSON.parse(testBody({ name: 'ops', format: 'json' }, around))).toMatchObject({ notices: [] });
    expect(testBody({ name: 'ops', format: 'slack' }, around)).toContain('A test of the webhook `ops`.');
  });
});

describe('names of strangers', () => {
  const hostile = '@everyone <!channel> *b* `x`\n_i_ \u001b[31m\u202e\u200b<https://evil.example|here> @here';

  it('are one line of code that mentions nobody', () => {
    const slack = text('slack', notice({ subject: hostile })).split('\n')[0]!;
    expect(slack).toContain("`＠everyone &lt;!channel&gt; *b* 'x'_i_ [31m&lt;https://evil.example|here&gt;");
    const discord = JSON.parse(
      messageBody(
        { name: 'ops', format: 'discord' },
        { name: 'd', notices: [notice({ subject: hostile })] },
        around,
      ),
    ) as { content: string; allowed_mentions: unknown };
    expect(discord.content).not.toMatch(/@everyone|@here|[\p{Cf}\u001b]/u);
    expect(discord.content.split('`')).toHaveLength(3);
    expect(discord.allowed_mentions).toEqual({ parse: [] });
  });

  it('are clipped, and never empty', () => {
    expect(text('slack', notice({ subject: '\u200b' }))).toContain('`?` made');
    expect(text('slack', notice({ subject: '💥'.repeat(200) }))).toContain(`\`${'💥'.repeat(63)}…\``);
  });
});

describe('sentences', () => {
  const plain = (name: string) => name;
  const minutes = (n: number) => NOW + n * MINUTE;
  it.each<[Partial<Notice>, string]>([
    [
      { rule: 'velocity', change: 'grown', details: { purchases: 12 } },
      'Fraud (velocity): player_7 made 12 purchases by now in 1 minute, 2024-11-12 10:15 UTC.',
    ],
    [
      { rule: 'shared_ip', subject: '8.8.8.8', details: { players: 4 } },
      'Fraud (shared_ip): 4 players bought from 8.8.8.8 in 10 minutes, 2024-11-12 10:15 UTC.',
    ],
    [
      { rule: 'many_ips', details: { ips: 3 } },
      'Fraud (many_ips): player_7 bought from 3 addresses in 10 minutes, 2024-11-12 10:15 UTC.',
    ],
    [
      {
        rule: 'price_mismatch',
        subject: 'a~1b~0/USD/p/q',
        details: { price: '0.5', median: '12' },
      },
      'Fraud (price_mismatch): p/q paid 0.5 USD for a/b~, the median is 12, 2024-11-12 10:15 UTC.',
    ],
    [
      { kind: 'alert', rule: 'latency', subject: 's', details: { severity: 'warning', peak: 250 } },
      'Server s: latency up to 250, warning, since 2024-11-12 10:15 UTC.',
    ],
    [
      {
        kind: 'alert',
        rule: 'latency',
        subject: 's',
        change: 'worsened',
        details: { severity: 'critical', peak: 600 },
      },
      'Server s: latency up to 600, now critical, since 2024-11-12 10:15 UTC.',
    ],
    [
      { kind: 'alert', rule: 'silent', subject: 's', change: 'closed', until: minutes(0), details: {} },
      'Server s: no samples; over after 5 minutes.',
    ],
    [
      { kind: 'stall', rule: 'stall', subject: 'l', details: { stall_rate: 0.349, players: 120 } },
      'Level l: 35 % of 120 players are stalled, 2024-11-12 10:15 UTC.',
    ],
    [
      { kind: 'silence', rule: 'silence', subject: 'events', details: {} },
      'No events since 2024-11-12 10:15 UTC.',
    ],
    [
      { kind: 'silence', rule: 'silence', subject: 'events', until: minutes(-4), details: {} },
      'Events come again, after 1 minute of silence.',
    ],
  ])('%#: %s', (others, expected) => {
    expect(sentence(notice(others), windows, plain)).toBe(expected);
  });
});
