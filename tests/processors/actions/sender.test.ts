import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { acknowledge } from '../../../processors/actions/acknowledge.js';
import { Deliveries } from '../../../processors/actions/deliveries.js';
import { mute, unmute } from '../../../processors/actions/mutes.js';
import { noticeId } from '../../../processors/actions/notice.js';
import { listNotices } from '../../../processors/actions/notice-list.js';
import { Receiver, webhookTo } from './receiver.js';
import { alert, MINUTE, NOW, Scene, velocity } from './scene.js';

const SINCE = NOW - 5 * MINUTE;

function fraudId(player: string, revision = 1): string {
  return noticeId({ kind: 'fraud', rule: 'velocity', subject: player, since: SINCE }, revision);
}

describe('the sender', () => {
  it('sends a notice once, and marks it', async () => {
    const receiver = await Receiver.start(200);
    const scene = new Scene({ webhooks: [webhookTo(receiver.url)] });
    scene.report(velocity('p'));
    await scene.sender.pass();
    scene.now += 60 * MINUTE;
    await scene.sender.pass();
    expect(receiver.ids).toEqual([[fraudId('p')]]);
    expect(fraudId('p')).toBe('fraud:velocity:p:2024-11-12T10:15:00.000Z:1');
    expect(scene.notices).toEqual(['fraud velocity p 1 new sent']);
    expect(scene.sender.nextAt).toBe(Number.POSITIVE_INFINITY);
  });

  it('tries again with growing pauses, under the same ids, and gathers what comes meanwhile', async () => {
    const receiver = await Receiver.start(503, 500, 200);
    const scene = new Scene({ webhooks: [webhookTo(receiver.url)] });
    scene.report(velocity('a'));
    await scene.sender.pass();
    scene.report(velocity('b'));
    expect(scene.sender.nextAt).toBe(NOW + 5000);
    await scene.sender.pass();
    expect(receiver.received).toHaveLength(1);
    scene.now = scene.sender.nextAt;
    await scene.sender.pass();
    expect(scene.sender.nextAt).toBe(scene.now + 10_000);
    expect(listNotices(scene.store.db, 'sending', 9)).toMatchObject([{ attempts: 2, error: 'answered 500' }]);
    scene.report(velocity('c'));
    scene.now = scene.sender.nextAt;
    await scene.sender.pass();
    await scene.sender.pass();
    expect(receiver.ids).toEqual([
      [fraudId('a')],
      [fraudId('a')],
      [fraudId('a')],
      [fraudId('b'), fraudId('c')],
    ]);
    const names = receiver.received.map(({ headers }) => headers['x-game-flow-delivery']);
    expect(new Set(names.slice(0, 3)).size).toBe(1);
    expect(names[3]).not.toBe(names[0]);
  });

  it('sends again, under the same ids, what a crash left between the answer and the mark', async () => {
    const receiver = await Receiver.start((_, response) => {
      // The answer is on its way when the process is gone: nothing of it is written.
      if (receiver.received.length === 1) scene.sender.end(0);
      setTimeout(() => response.writeHead(200).end(), 20);
    });
    const scene = new Scene({ webhooks: [webhookTo(receiver.url)] });
    scene.report(velocity('p'));
    await scene.sender.pass();
    expect(scene.notices).toEqual(['fraud velocity p 1 new sending']);
    scene.restart();
    await scene.sender.pass();
    expect(receiver.ids).toEqual([[fraudId('p')], [fraudId('p')]]);
    const [first, second] = receiver.received.map(({ headers }) => headers['x-game-flow-delivery']);
    expect(second).toBe(first);
    expect(scene.notices).toEqual(['fraud velocity p 1 new sent']);
    expect(listNotices(scene.store.db, undefined, 9)).toMatchObject([{ attempts: 1 }]);
  });

  it('gives up what is refused, after three tries or at once when gone, and says so', async () => {
    const wrong = await Receiver.start(404);
    const gone = await Receiver.start(410);
    const webhooks = [webhookTo(wrong.url, { name: 'wrong' }), webhookTo(gone.url, { name: 'gone' })];
    const scene = new Scene({ webhooks });
    scene.report(velocity('p'));
    for (let i = 0; i < 5; i++) {
      await scene.sender.pass();
      scene.now += MINUTE;
    }
    expect([wrong.received.length, gone.received.length]).toEqual([3, 1]);
    expect(listNotices(scene.store.db, 'failed', 9)).toMatchObject([
      { webhook: 'gone', attempts: 1, error: 'answered 410' },
      { webhook: 'wrong', attempts: 3, error: 'answered 404' },
    ]);
    expect(scene.said).toHaveLength(2);
  });

  it('gives up after three days; a message that never gets through holds up the others for eight tries', async () => {
    const receiver = await Receiver.start((_, response) => {
      const isPoison = receiver.received.at(-1)?.body.includes('poison') === true;
      response.writeHead(isPoison ? 500 : 200).end();
    });
    const scene = new Scene({ webhooks: [webhookTo(receiver.url)] });
    scene.report(velocity('poison'));
    await scene.sender.pass();
    scene.report(velocity('other'));
    while (scene.sender.nextAt < Number.POSITIVE_INFINITY) {
      scene.now = Math.max(scene.now, scene.sender.nextAt);
      await scene.sender.pass();
    }
    const order = receiver.ids.map(([id]) => id);
    expect(order.indexOf(fraudId('other'))).toBe(8);
    expect(scene.now - NOW).toBeGreaterThan(71 * 60 * MINUTE);
    expect(scene.now - NOW).toBeLessThanOrEqual(72 * 60 * MINUTE);
    expect(scene.notices).toEqual(['fraud velocity poison 1 new failed', 'fraud velocity other 1 new sent']);
  });

  it('leaves no failure unheard when the database fails while a request is under way', async () => {
    let answer: (() => void) | undefined;
    const slow = await Receiver.start((_, response) => {
      answer = () => response.writeHead(200).end();
    });
    const webhooks = [webhookTo(slow.url), webhookTo(slow.url, { name: 'other' })];
    const scene = new Scene({ webhooks });
    const unheard: unknown[] = [];
    const hear = (error: unknown) => unheard.push(error);
    process.on('unhandledRejection', hear);
    onTestFinished(() => void process.off('unhandledRejection', hear));
    scene.report(velocity('p'));
    // The first webhook's request is made; then the second one's turn fails.
    const broken = scene.sender.options.settings.notify.webhooks[1] as { name: unknown };
    Object.defineProperty(broken, 'name', {
      get: () => {
        throw new Error('broken');
      },
    });
    await expect(scene.sender.pass()).rejects.toThrow('broken');
    scene.store.db.exec('DROP TABLE notices');
    await vi.waitFor(() => expect(answer).toBeDefined());
    const record = vi.spyOn(Deliveries.prototype, 'record');
    answer!();
    await vi.waitFor(() => expect(record).toHaveBeenCalled());
    record.mockRestore();
    await new Promise((resolve) => setImmediate(resolve));
    expect(unheard).toEqual([]);
  });

  it('refuses addresses that are not public', async () => {
    const receiver = await Receiver.start(200);
    const scene = new Scene({ webhooks: [webhookTo(receiver.url, { allow_private: false })] });
    scene.report(velocity('p'));
    for (let i = 0; i < 4; i++) {
      await scene.sender.pass();
      scene.now += MINUTE;
    }
    expect(receiver.received).toEqual([]);
    expect(scene.notices).toEqual(['fraud velocity p 1 new failed']);
    expect(scene.said[0]).toMatch(/127\.0\.0\.1, which is not a public address/);
  });
});

describe('a storm', () => {
  it('is a few messages, and then one a minute', async () => {
    const receiver = await Receiver.start(200);
    const scene = new Scene({ webhooks: [webhookTo(receiver.url, { format: 'slack' })] });
    for (let second = 0; second < 5 * 60; second += 5) {
      scene.report(...Array.from({ length: 10 }, (_, i) => velocity(`p${second}-${i}`)));
      await scene.sender.pass();
      scene.now += 5000;
    }
    const texts = receiver.received.map(({ body }) => (JSON.parse(body) as { text: string }).text);
    expect(texts.length).toBeLessThan(10);
    expect(texts.at(-1)).toMatch(
      /^120 in 1 minute \(120 fraud\):\n• Fraud \(velocity\): `p\d+-\d` made 5 purchases/,
    );
    expect(texts.at(-1)).toMatch(/\nand 110 more: game-flow notices$/);
  });
});

describe('mute and acknowledge', () => {
  const server = { kind: 'alert', rule: '', subject: 'eu-1' } as const;

  it('what is muted is recorded, for as long as it is muted', async () => {
    const receiver = await Receiver.start(200);
    const scene = new Scene({ webhooks: [webhookTo(receiver.url)] });
    const { db } = scene.store;
    mute(db, { kind: 'fraud', rule: 'velocity', subject: '', until: null });
    mute(db, { ...server, until: NOW + 2 * MINUTE });
    scene.report(velocity('p'), alert('eu-1'), alert('eu-2'));
    await scene.sender.pass();
    expect(receiver.ids.flat()).toEqual([expect.stringContaining('eu-2')]);
    expect(scene.notices.map((notice) => notice.split(' ').at(-1))).toEqual(['muted', 'muted', 'sent']);
    scene.now += 2 * MINUTE;
    scene.report(alert('eu-1', { until: scene.now }), velocity('q'));
    await scene.sender.pass();
    expect(receiver.ids[1]).toEqual([expect.stringMatching(/eu-1.*:2$/)]);
    expect(unmute(db, { kind: 'fraud', rule: '', subject: '' })).toBe(false);
    expect(unmute(db, { kind: 'fraud', rule: 'velocity', subject: '' })).toBe(true);
    scene.now += MINUTE;
    scene.report(velocity('q', 10));
    await scene.sender.pass();
    expect(receiver.ids[2]).toEqual([fraudId('q', 2)]);
  });

  it('nothing more is sent of what was acknowledged, by number or by id', async () => {
    const receiver = await Receiver.start(200);
    const scene = new Scene({ webhooks: [webhookTo(receiver.url)] });
    const { db } = scene.store;
    scene.report(velocity('p:1 %'), alert('s'));
    await scene.sender.pass();
    expect(acknowledge(db, '2', scene.now)).toMatchObject({
      kind: 'alert',
      subject: 's',
      acknowledged_at: NOW,
    });
    expect(acknowledge(db, fraudId('p:1 %', 7), scene.now)).toMatchObject({ number: 1, subject: 'p:1 %' });
    expect(acknowledge(db, '3', scene.now)).toBeUndefined();
    expect(acknowledge(db, fraudId('nobody'), scene.now)).toBeUndefined();
    expect(listNotices(db, 'open', 9)).toEqual([]);
    scene.now += MINUTE;
    scene.report(velocity('p:1 %', 10), alert('s', { until: scene.now }));
    await scene.sender.pass();
    expect(receiver.received).toHaveLength(1);
    expect(listNotices(db, 'acknowledged', 9)).toHaveLength(2);
  });
});
