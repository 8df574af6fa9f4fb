import { describe, expect, it } from 'vitest';
import { NO_FILE, parseSettings } from '../../settings/load.js';
import { settingsYaml } from '../../settings/print.js';
import { maskedUrl, withoutSecrets } from '../../settings/secrets.js';

const FILE = `
fields: {player-events: {player_id: userId}}
thresholds:
  stalled_seconds: 15m
retain: 30d
allow:
  players: [tester]
notify:
  webhooks:
    - {name: ops, url: "https://hooks.example.com/services/T/B/SECRET?token=SECRET", format: slack, secret: SECRET}
`;

describe('the settings in force, printed', () => {
  it('are a settings file that says the same', () => {
    const loaded = parseSettings(FILE, 'a.yaml');
    expect(parseSettings(settingsYaml(loaded), 'b.yaml').settings).toEqual(loaded.settings);
    expect(parseSettings(settingsYaml(NO_FILE), 'b.yaml').settings).toEqual(NO_FILE.settings);
  });

  it('say where each is from', () => {
    const text = settingsYaml(parseSettings(FILE, 'a.yaml'), new Map([['notify/link', '--link']]));
    expect(text).toContain('    player_id: userId # a.yaml:2\n');
    expect(text).toContain('  stalled_seconds: 900 # a.yaml:4\n');
    expect(text).toContain('  silent_seconds: 120 # default\n');
    expect(text).toContain('retain_seconds: 2592000 # a.yaml:5\n');
    expect(text).toContain('  # default\n  addresses: []\n');
    expect(text).toContain('  # a.yaml:7\n  players:\n    - tester\n');
    expect(text).toContain('  link: null # --link\n');
  });

  it('have the origin of a webhook, and no secret', () => {
    const { settings } = parseSettings(FILE, 'a.yaml');
    expect(JSON.stringify(withoutSecrets(settings))).not.toContain('SECRET');
    expect(withoutSecrets(settings).notify.webhooks[0]!.url).toBe('https://hooks.example.com/***');
    expect(maskedUrl('http://user:SECRET@example.com')).toBe('http://example.com/***');
    expect(maskedUrl('http://127.0.0.1:8080/')).toBe('http://127.0.0.1:8080');
  });
});
