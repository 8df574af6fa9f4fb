import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Notifier } from '../../../processors/actions/notifier.js';
import { SilenceWatch } from '../../../processors/actions/silence-watch.js';
import { Processor } from '../../../processors/processor.js';
import { Store } from '../../../processors/store/store.js';
import { DEFAULT_SETTINGS } from '../../../settings/settings.js';
import { recordBatch } from '../../support/record-batch.js';
import { Receiver, webhookTo } from './receiver.js';
import { MINUTE, NOW, Scene, velocity } from './scene.js';

function notifierOf(scene: Scene): Notifier {
  const onTrouble = (sentence: string) => scene.said.push(sentence);
  const notifier = new Notifier({ store: scene.store, now: () => scene.now, onTrouble });
  onTestFinished(() => notifier.stop());
  return notifier;
}

/** Events and a commit, as the processors have them. */
function buyFiveTimes({ store, outbox }: Scene): void {
  const processor = new Processor(store, outbox.report);
  const position = store.positions()[0] ?? store.addPosition('purchase-events', 0, 0);
  const purchase = { player_id: 'p', item_id: 'i', price: 1, currency: 'USD', ip_address: '8.8.8.8' };
  const records = [1, 2, 3, 4, 5].map((second) => ({
    value: JSON.stringify({ ...purchase, purchase_timestamp: new Date(NOW + second * 1000).toISOString() }),
  }));
  processor.take(position, recordBatch('purchase-events', 0, 0, records));
  processor.commit();
}

describe('the outbox', () => {
  it('is written with the figures or not at all', () => {
    const scene = new Scene({ webhooks: [webhookTo('http://127.0.0.1:9/')] });
    const flags = () => scene.store.db.prepare('SELECT count(*) FROM fraud').pluck().get();
    scene.store.db.exec(
      "CREATE TRIGGER broken BEFORE UPDATE ON partitions BEGIN SELECT raise(ABORT, 'broken'); END",
    );
    expect(() => buyFiveTimes(scene)).toThrow('broken');
    expect([flags(), scene.notices]).toEqual([0, []]);
    scene.store.db.exec('DROP TRIGGER broken');
    scene.restart();
    buyFiveTimes(scene);
    expect([flags(), scene.notices]).toEqual([1, ['fraud velocity p 1 new waiting']]);
  });

  it('outlives a rebuild, with mutes and what was told', () => {
    const scene = new Scene({ webhooks: [webhookTo('http://127.0.0.1:9/')] });
    scene.report(velocity('p'));
    scene.store.db.exec("INSERT INTO mutes VALUES ('fraud', '', '', NULL)");
    scene.store.addPosition('player-events', 0, 7);
    scene.store.close();
    const rebuilt = Store.openForRebuild(scene.path, scene.settings);
    expect(rebuilt.positions()).toEqual([]);
    rebuilt.finishRebuild();
    rebuilt.close();
    scene.store = Store.open(scene.path, scene.settings);
    scene.restart();
    scene.report(velocity('p', 9), velocity('p', 10));
    expect(scene.notices).toEqual(['fraud velocity p 1 new waiting', 'fraud velocity p 2 grown waiting']);
    expect(scene.store.db.prepare('SELECT kind FROM mutes').pluck().all()).toEqual(['fraud']);
  });

  it('is not there for those who have set no webhook', () => {
    const scene = new Scene({});
    const notifier = notifierOf(scene);
    expect(notifier.report).toBeUndefined();
    notifier.look();
    expect(scene.store.settings.notify).toEqual(DEFAULT_SETTINGS.notify);
  });

  it('forgets after a month what is over, and gives up what waits for a webhook that is no more', () => {
    const scene = new Scene({ webhooks: [webhookTo('http://127.0.0.1:9/', { name: 'before' })] });
    scene.report(velocity('p'));
    const settings = { ...scene.settings.notify, webhooks: [webhookTo('http://127.0.0.1:9/')] };
    const later = new Scene({ webhooks: settings.webhooks });
    const moved = scene.store.db.prepare('SELECT count(*) FROM notices').pluck();
    Object.assign(later, { now: NOW + 4 * 24 * 60 * MINUTE });
    const store = Object.assign(Object.create(scene.store), { settings: later.settings });
    const notifier = new Notifier({
      store,
      now: () => later.now,
      onTrouble: (words) => later.said.push(words),
    });
    notifier.look();
    expect(scene.notices).toEqual(['fraud velocity p 1 new failed']);
    later.now += 27 * 24 * 60 * MINUTE;
    notifier.look();
    expect(moved.get()).toBe(0);
    expect(scene.store.db.prepare('SELECT count(*) FROM findings').pluck().get()).toBe(0);
  });
});

describe('silence', () => {
  it('that could not be written down is told when it can', () => {
    const scene = new Scene({ webhooks: [webhookTo('http://127.0.0.1:9/')], silence_minutes: 10 });
    const watch = new SilenceWatch(scene.store.db, scene.outbox, 10 * MINUTE, () => scene.now);
    scene.now += 10 * MINUTE;
    const { db } = scene.store;
    db.exec("CREATE TRIGGER full BEFORE INSERT ON findings BEGIN SELECT raise(ABORT, 'full'); END");
    expect(() => watch.look()).toThrow('full');
    db.exec('DROP TRIGGER full');
    watch.look();
    watch.look();
    expect(scene.notices).toEqual(['silence silence events 1 new waiting']);
  });

  it('is told once, also right after a start, goes on over a restart, and ends with the next event', async () => {
    const receiver = await Receiver.start(200);
    const scene = new Scene({ webhooks: [webhookTo(receiver.url)], silence_minutes: 10 });
    const accept = (accepted: number) => scene.store.db.exec(`UPDATE partitions SET accepted = ${accepted}`);
    scene.store.addPosition('combat-events', 0, 0);
    const pass = async (notifier: Notifier, minutes: number) => {
      scene.now += minutes * MINUTE;
      notifier.look();
      await scene.sender.pass();
    };
    const first = notifierOf(scene);
    await pass(first, 9);
    expect(scene.notices).toEqual([]);
    await pass(first, 1);
    await pass(first, 30);
    expect(scene.notices).toHaveLength(1);
    scene.restart();
    const second = notifierOf(scene);
    await pass(second, 60);
    expect(scene.notices).toHaveLength(1);
    accept(1);
    await pass(second, 1);
    accept(2);
    await pass(second, 9);
    accept(3);
    await pass(second, 9);
    expect(scene.notices.map((notice) => notice.split(' ').slice(0, 5).join(' '))).toEqual([
      'silence silence events 1 new',
      'silence silence events 2 closed',
    ]);
    await pass(second, 10);
    expect(scene.notices).toHaveLength(3);
    const since = scene.store.db.prepare('SELECT since, until FROM findings').raw().all();
    expect(since).toEqual([
      [NOW, NOW + 101 * MINUTE],
      [NOW + 119 * MINUTE, null],
    ]);
  });
});

describe('the end', () => {
  it('of a run that ends by itself sends what is due', async () => {
    const receiver = await Receiver.start(200);
    const scene = new Scene({ webhooks: [webhookTo(receiver.url)] });
    scene.report(velocity('p'));
    await notifierOf(scene).flush(1000, new AbortController().signal);
    expect(scene.notices).toEqual(['fraud velocity p 1 new sent']);
  });

  it('does not wait long for an answer: the notice stays', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] });
    onTestFinished(() => void vi.useRealTimers());
    const receiver = await Receiver.start(() => undefined);
    const scene = new Scene({ webhooks: [webhookTo(receiver.url)] });
    scene.report(velocity('p'));
    const notifier = notifierOf(scene);
    notifier.look();
    await vi.waitUntil(() => receiver.received.length === 1);
    const stopped = notifier.stop();
    await vi.advanceTimersByTimeAsync(2000);
    await stopped;
    expect(scene.notices).toEqual(['fraud velocity p 1 new sending']);
  });

  it('trouble with the outbox is told once, and does not reach the fold', () => {
    const scene = new Scene({ webhooks: [webhookTo('http://127.0.0.1:9/')] });
    const notifier = notifierOf(scene);
    scene.store.db.exec('ALTER TABLE deliveries RENAME TO elsewhere');
    scene.now += 60 * MINUTE;
    notifier.look();
    scene.now += MINUTE;
    notifier.look();
    expect(scene.said).toEqual([expect.stringMatching(/^Notices could not be sent: no such table/)]);
  });

  it('what was sent and could not be marked is sent again, though not at once', async () => {
    const receiver = await Receiver.start(200);
    const scene = new Scene({ webhooks: [webhookTo(receiver.url)] });
    scene.report(velocity('p'));
    const notifier = notifierOf(scene);
    scene.store.db.exec(
      "CREATE TRIGGER broken BEFORE UPDATE ON deliveries BEGIN SELECT raise(ABORT, 'broken'); END",
    );
    notifier.look();
    await vi.waitUntil(() => scene.said.length === 1);
    notifier.look();
    scene.now += MINUTE;
    scene.store.db.exec('DROP TRIGGER broken');
    notifier.look();
    await vi.waitUntil(() => scene.notices[0]?.endsWith('sent') === true);
    expect(receiver.ids).toHaveLength(2);
    expect(receiver.ids[1]).toEqual(receiver.ids[0]);
  });
});
