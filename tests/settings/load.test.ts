import { describe, expect, it } from 'vitest';
import { loadSettings, parseSettings } from '../../settings/load.js';
import { DEFAULT_SETTINGS } from '../../settings/settings.js';
import { SettingsError } from '../../settings/settings-error.js';

const parse = (text: string) => parseSettings(text, 'studio.yaml').settings;

function complaint(text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof SettingsError) return error.message;
    throw error;
  }
  throw new Error(`accepted: ${text}`);
}

describe('a settings file', () => {
  it.each(['', '# nothing\n', 'thresholds:\nnotify:\n', '{}'])(
    'without settings leaves the defaults: %j',
    (text) => {
      expect(parse(text)).toEqual(DEFAULT_SETTINGS);
    },
  );

  it('goes before the defaults, value by value; lists as a whole', () => {
    const settings = parse(`
topics: {player-events: my-topic}
thresholds: {velocity_purchases: 7, breach: {latency: 250}}
allow: {addresses: [198.51.100.0/24, "2001:db8::1"]}
`);
    expect(settings).toEqual({
      ...DEFAULT_SETTINGS,
      topics: { ...DEFAULT_SETTINGS.topics, 'player-events': 'my-topic' },
      thresholds: {
        ...DEFAULT_SETTINGS.thresholds,
        velocity_purchases: 7,
        breach: { cpu_load: 90, memory_usage: 90, latency: 250 },
      },
      allow: { addresses: ['198.51.100.0/24', '2001:db8::1'], players: [] },
    });
  });

  it('takes lengths of time with a unit', () => {
    const settings = parse(`
retain: 30d
thresholds: {stalled_seconds: 10m, silent_seconds: 90s}
windows: {engagement: 1h, combat: 1d}
notify: {silence_minutes: 0.5h}
`);
    expect(settings.retain_seconds).toBe(30 * 86_400);
    expect(settings.thresholds).toMatchObject({ stalled_seconds: 600, silent_seconds: 90 });
    expect(settings.windows).toMatchObject({ engagement: 60, combat: 1440 });
    expect(settings.notify.silence_minutes).toBe(30);
    expect(parse('retain_seconds: null').retain_seconds).toBeNull();
  });

  it('fills in what a webhook does not say', () => {
    const { webhooks } = parse('notify: {webhooks: [{name: ops, url: "https://example.com/x"}]}').notify;
    expect(webhooks).toEqual([
      {
        name: 'ops',
        url: 'https://example.com/x',
        format: 'json',
        kinds: ['fraud', 'alert', 'stall', 'silence'],
        allow_private: false,
        secret: null,
      },
    ]);
  });

  it.each([
    [
      'thresholds:\n  stalled_secs: 1',
      'studio.yaml:2: /thresholds/stalled_secs is no setting. Did you mean stalled_seconds? Known here: ahead_seconds,',
    ],
    ['treshold: 1', '/treshold is no setting. Did you mean thresholds?'],
    ['topics: {player_events: x}', 'Did you mean player-events?'],
    ['x: 1', '/x is no setting. Known here: topics,'],
    ['__proto__: {a: 1}', '/__proto__ is no setting'],
    ['fields: {combat-events: {constructor: x}}', '/fields/combat-events/constructor is no setting'],
    ['thresholds: 5', '/thresholds must be a mapping of settings, not 5.'],
    ['- a', 'studio.yaml:1: the file must be a mapping'],
    ['thresholds: {price_mismatch_ratio: 1}', 'must be a number above 1, at most 1000000, not 1.'],
    ['thresholds: {velocity_purchases: 0}', 'must be a whole number of purchases from 1'],
    ['thresholds: {velocity_purchases: 2.5}', 'not 2.5.'],
    ['thresholds: {velocity_purchases: "5"}', 'not "5".'],
    ['thresholds: {breach: {cpu_load: .nan}}', 'must be a number from 0 to 100, not NaN.'],
    ['thresholds: {breach: {cpu_load: 98}}', '/thresholds/critical/cpu_load is 97, below the breach at 98'],
    [
      'retain: soon',
      '/retain must be a whole number of seconds from 1 on, or a time such as 30d, or null, not "soon".',
    ],
    ['retain: 0.5s', '/retain must be'],
    ['retain: 1d\nretain_seconds: 5', 'studio.yaml:1: /retain is another word for retain_seconds'],
    [
      'windows: {combat: 7}',
      '/windows/combat must divide a day, or be whole days: 7 minutes do not. Near it: 6.',
    ],
    ['windows: {combat: 25h}', '1500 minutes do not. Near it: 1440.'],
    ['windows: {combat: 0}', '/windows/combat must be'],
    ['topics: {player-events: Mine}', 'must be the name of a topic'],
    [
      'topics: {player-events: combat-events}',
      '/topics/player-events is called combat-events, and so is combat-events',
    ],
    [
      'fields: {player-events: {player_id: level_id}}',
      '/fields/player-events/player_id is called "level_id", and so is level_id',
    ],
    [
      'fields: {player-events: {player_id: a, map_id: a}}',
      '/fields/player-events/map_id is called "a", and so is player_id',
    ],
    ['fields: {player-events: {price: a}}', '/fields/player-events/price is no setting'],
    ['allow: {addresses: [1.2.3.4/33]}', '/allow/addresses/0 must be an address or a block'],
    ['allow: {addresses: [host.example]}', 'not "host.example"'],
    ['allow: {players: [a, a]}', '/allow/players has "a" twice'],
    ['notify: {webhooks: [{name: a}]}', '/notify/webhooks/0 lacks url'],
    [
      'notify: {webhooks: [{name: a, url: "http://x"}, {name: a, url: "http://y"}]}',
      '/notify/webhooks/1/name is "a"',
    ],
    ['notify: {link: "javascript:alert(1)"}', '/notify/link must be an address that begins with http'],
    ['a: [', 'studio.yaml:1: this is not YAML as expected'],
    ['topics: {}\ntopics: {}', 'studio.yaml:2: this is not YAML as expected: Map keys must be unique.'],
    ['a: &x [*x]', '/a is no setting'],
    ['a: *nowhere', 'studio.yaml: '],
    ['{}\n---\n{}', 'multiple documents'],
  ])('says what is wrong with %j', (text, sentence) => {
    expect(complaint(text)).toContain(sentence);
  });

  it('tells every fault, in the order of the lines', () => {
    const lines = complaint('windows: {combat: x}\nretain: x\nnope: 1').split('\n');
    expect(lines.map((line) => line.split(' ')[1])).toEqual(['/windows/combat', '/retain', '/nope']);
  });

  it('never shows the address of a webhook', () => {
    const wrong = ['url: "ftp://x/SECRET"', 'url: {a: SECRET}', 'url: [SECRET]'].map((url) =>
      complaint(`notify: {webhooks: [{name: a, ${url}}]}`),
    );
    expect(complaint('notify: {webhooks: "https://x/SECRET"}')).not.toContain('SECRET');
    expect(wrong.join()).not.toContain('SECRET');
  });

  it('may swap names', () => {
    expect(
      parse('topics: {player-events: combat-events, combat-events: player-events}').topics,
    ).toMatchObject({
      'player-events': 'combat-events',
    });
    expect(parse('fields: {player-events: {map_id: level_id, level_id: map_id}}').fields).toEqual({
      'player-events': { map_id: 'level_id', level_id: 'map_id' },
    });
  });

  it('must be there', () => {
    expect(() => loadSettings('/nowhere/at-all.yaml')).toThrow(
      'The settings /nowhere/at-all.yaml cannot be read: there is no such file.',
    );
  });
});
