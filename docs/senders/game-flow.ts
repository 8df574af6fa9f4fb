/**
 * Sends events to game-flow (docs/collector.md). Node 20 or later, no dependencies.
 *
 *   const sender = new GameFlow('http://127.0.0.1:8080'); // elsewhere: new GameFlow(url, { key, secret })
 *   sender.add('combat-events', { playerid: 'ann', timestamp: Date.now(), eventtype: 'kill' });
 *   sender.start();
 */
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

const BATCH = 100;
const MOST_KEPT = 10_000;
/** Whatever else comes is for another time: 429, 503, no connection, or a key that is refused. */
const FINAL = [200, 202, 400, 413, 422];

interface Item {
  topic: string;
  event: { event_id: string; [field: string]: unknown };
}

interface Options {
  key?: string;
  secret?: string;
  file?: string;
  /** Events that are not valid will never be: they are not sent again. */
  onRejected?: (events: object[], answer: string) => void;
}

export class GameFlow {
  private unsent: Item[] = [];
  private failures = 0;
  /** Milliseconds by which the clock here is behind game-flow's. */
  private behind = 0;
  private readonly file: string;

  constructor(
    private readonly url: string,
    private readonly options: Options = {},
  ) {
    this.file = options.file ?? 'game-flow-unsent.ndjson';
    if (existsSync(this.file))
      this.unsent = readFileSync(this.file, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Item)
        .slice(-MOST_KEPT);
  }

  /** Keeps an event, in a file too, until game-flow has answered. Its event_id makes it count once. */
  add(topic: string, event: object): void {
    const item = { topic, event: { event_id: randomUUID(), ...event } };
    this.unsent = [...this.unsent.slice(1 - MOST_KEPT), item];
    appendFileSync(this.file, `${JSON.stringify(item)}\n`);
  }

  /** Sends one batch; the seconds to wait before the next call, or undefined when nothing is left. */
  async flush(): Promise<number | undefined> {
    const topic = this.unsent[0]?.topic;
    if (topic === undefined) return undefined;
    const batch = this.unsent.filter((item) => item.topic === topic).slice(0, BATCH);
    const body = batch.map(({ event }) => JSON.stringify(event)).join('\n');
    const { status, wait, text } = await this.post(`/v1/events/${topic}?sent_at=${Date.now()}`, body);
    if (!FINAL.includes(status)) {
      const backoff = Math.min(60, 2 ** Math.min(this.failures++, 6)) * (0.5 + Math.random() / 2);
      return Math.max(wait, status === 429 ? 0 : backoff);
    }
    this.failures = 0;
    if (!text.includes('"rejected":0'))
      this.options.onRejected?.(
        batch.map(({ event }) => event),
        text,
      );
    this.unsent = this.unsent.filter((item) => !batch.includes(item));
    this.save();
    return this.unsent.length > 0 ? 0 : undefined;
  }

  /** Sends once a second; the function that is returned stops it. */
  start(): () => void {
    let timer: NodeJS.Timeout;
    let isOver = false;
    const next = async (): Promise<void> => {
      const wait = await this.flush();
      if (!isOver) timer = setTimeout(next, (wait ?? 1) * 1000);
    };
    void next();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }

  private async post(target: string, body: string): Promise<{ status: number; wait: number; text: string }> {
    const headers: Record<string, string> = { 'content-type': 'application/x-ndjson' };
    const { key, secret = '' } = this.options;
    if (key !== undefined) {
      const timestamp = String(Math.floor((Date.now() + this.behind) / 1000));
      const hash = createHash('sha256').update(body).digest('hex');
      const text = `POST\n${target}\n${timestamp}\n${hash}`;
      headers['x-game-flow-key'] = key;
      headers['x-game-flow-timestamp'] = timestamp;
      headers['x-game-flow-signature'] = `v1=${createHmac('sha256', secret).update(text).digest('hex')}`;
    }
    try {
      const signal = AbortSignal.timeout(20_000);
      const answer = await fetch(this.url + target, { method: 'POST', headers, body, signal });
      if (answer.status === 401) this.behind = Date.parse(answer.headers.get('date') ?? '') - Date.now() || 0;
      const wait = Number(answer.headers.get('retry-after') ?? 0);
      return { status: answer.status, wait, text: await answer.text() };
    } catch {
      return { status: 0, wait: 0, text: '' };
    }
  }

  private save(): void {
    writeFileSync(`${this.file}.new`, this.unsent.map((item) => `${JSON.stringify(item)}\n`).join(''));
    renameSync(`${this.file}.new`, this.file);
  }
}
