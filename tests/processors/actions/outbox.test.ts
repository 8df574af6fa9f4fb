import { describe, expect, it } from 'vitest';
import { webhookTo } from './receiver.js';
import { alert, fraud, level, MINUTE, NOW, Scene, velocity } from './scene.js';

const ops = webhookTo('http://127.0.0.1:9/');

describe('a finding is told again', () => {
  it('when the evidence of a fraud has doubled since it was told, not with every purchase', () => {
    const scene = new Scene({ webhooks: [ops] });
    for (const purchases of [5, 6, 9, 10, 11, 19, 20]) scene.report(velocity('p', purchases));
    expect(scene.notices).toEqual([
      'fraud velocity p 1 new waiting',
      'fraud velocity p 2 grown waiting',
      'fraud velocity p 3 grown waiting',
    ]);
  });

  it('when a price is twice as far off the median, and never more often than that for a zero', () => {
    const scene = new Scene({ webhooks: [ops] });
    const price = (price: string, median: string) =>
      scene.report({
        ...velocity('i/USD/p'),
        rule: 'price_mismatch',
        details: { price, median },
      });
    price('30', '10');
    price('50', '10');
    price('2', '12.5');
    price('0', '10');
    price('0', '20');
    expect(scene.notices.map((notice) => notice.split(' ')[4])).toEqual(['new', 'grown', 'grown']);
  });

  it('when an alert becomes critical, is over, or is not over after all', () => {
    const scene = new Scene({ webhooks: [ops] });
    const critical = { severity: 'critical', peak: 99, breaches: 3 };
    scene.report(alert('s'));
    scene.report(alert('s', { details: { severity: 'warning', peak: 95, breaches: 3 } }));
    scene.report(alert('s', { details: critical }));
    scene.report(alert('s', { details: critical, until: NOW }));
    scene.report(alert('s', { details: critical, until: NOW + MINUTE }));
    scene.report(alert('s', { details: critical }));
    expect(scene.notices.map((notice) => notice.split(' ').slice(3, 5).join(' '))).toEqual([
      '1 new',
      '2 worsened',
      '3 closed',
      '4 reopened',
    ]);
  });

  it('when a level passes the limit again after its rate had fallen, which is not told', () => {
    const scene = new Scene({ webhooks: [ops], stall_rate: 0.3, stall_players: 50 });
    const rates = [0.1, 0.29, 0.3, 0.35, 0.28, 0.3, 0.27, 0.31, 0.26, 0.29];
    for (const rate of rates) {
      scene.now += MINUTE;
      scene.report(level('l', rate));
    }
    expect(scene.notices).toEqual(['stall stall l 1 new waiting']);
    scene.report(level('l', 0.3));
    expect(scene.notices).toHaveLength(2);
    const since = scene.store.db.prepare('SELECT since FROM findings ORDER BY number').pluck().all();
    expect(since).toEqual([NOW + 3 * MINUTE, NOW + 10 * MINUTE]);
  });

  it('also after a restart: what was told is known', () => {
    const scene = new Scene({ webhooks: [ops] });
    scene.report(velocity('p', 5), level('l', 0.5), level('small', 0.9, 49));
    scene.restart();
    scene.now += MINUTE;
    scene.report(velocity('p', 5), level('l', 0.6), velocity('p', 10));
    expect(scene.notices).toEqual([
      'fraud velocity p 1 new waiting',
      'stall stall l 1 new waiting',
      'fraud velocity p 2 grown waiting',
    ]);
  });
});

describe('history is not told', () => {
  const hour = 60 * MINUTE;

  it('what is of a window that ended too long before W, unless it was told before', () => {
    const scene = new Scene({ webhooks: [ops], max_age_minutes: 60 });
    const since = NOW - hour - MINUTE;
    scene.report(velocity('old', 5, since - 1), velocity('young', 5, since));
    scene.now += hour;
    scene.report(velocity('young', 10, since));
    expect(scene.notices).toEqual([
      'fraud velocity young 1 new waiting',
      'fraud velocity young 2 grown waiting',
    ]);
  });

  it('but what the windows of this hour and of this day make is, however long ago they began', () => {
    const scene = new Scene({ webhooks: [ops], max_age_minutes: 60 });
    const today = Date.parse('2024-11-12');
    const price = { price: '30', median: '10' };
    scene.now = Date.parse('2024-11-12T23:40:00Z');
    scene.report(
      fraud('price_mismatch', 'i/USD/p', price, today, 24 * hour),
      fraud('shared_ip', '192.0.2.1', { players: 4 }, scene.now - 69 * MINUTE, 10 * MINUTE),
      fraud('shared_ip', '192.0.2.2', { players: 4 }, scene.now - 71 * MINUTE, 10 * MINUTE),
      alert('s', { since: scene.now - 61 * MINUTE }),
    );
    scene.now = Date.parse('2024-11-13T01:00:00.001Z');
    scene.report(fraud('price_mismatch', 'i/USD/late', price, today, 24 * hour));
    expect(scene.notices).toEqual([
      'fraud price_mismatch i/USD/p 1 new waiting',
      'fraud shared_ip 192.0.2.1 1 new waiting',
    ]);
  });

  it('what is read from records of long ago, though W is near; an outage is made up for', () => {
    const scene = new Scene({ webhooks: [ops], max_age_minutes: 60 });
    const { report } = scene.outbox;
    report(velocity('backlog'), { watermark: NOW, recordTime: NOW - 2 * hour });
    report(level('backlog', 0.9), { watermark: NOW, recordTime: NOW - 2 * hour });
    report(velocity('outage'), { watermark: NOW, recordTime: NOW - hour / 2 });
    report(level('backlog', 0.8), { watermark: NOW, recordTime: NOW });
    expect(scene.notices).toEqual([
      'fraud velocity outage 1 new waiting',
      'stall stall backlog 1 new waiting',
    ]);
  });
});

describe('a webhook', () => {
  it('is told of its kinds; what nobody wants is not written down', () => {
    const webhooks = [
      webhookTo('http://a.example/', { name: 'a', kinds: ['fraud', 'alert'] }),
      webhookTo('http://b.example/', { name: 'b', kinds: ['alert'] }),
    ];
    const scene = new Scene({ webhooks });
    scene.report(velocity('p'), alert('s'), level('l', 0.9));
    const rows = scene.store.db
      .prepare("SELECT webhook || ' ' || finding FROM notices ORDER BY id")
      .pluck()
      .all();
    expect(rows).toEqual(['a 1', 'a 2', 'b 2']);
    expect(scene.store.db.prepare('SELECT count(*) FROM findings').pluck().get()).toBe(2);
  });
});
