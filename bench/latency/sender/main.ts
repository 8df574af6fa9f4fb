/**
 * Sends the events of a file at their times, each topic by itself: what is due goes out and is flushed, then what has
 * become due meanwhile. Arguments: a job as JSON. Says 'ready', is told the schedule, answers with how late events were
 * acknowledged (ms from their intended times), one by one in the order of the file.
 */
import type { FluvioProducer } from '../../../fluvio/client/index.js';
import { TOPICS } from '../../../schemas/index.js';
import { connected } from '../../arms/connect.js';
import { allEvents, type FileEvent } from '../../workload/event-file.js';
import { now } from '../clock.js';
import type { LatencyJob } from '../latency.js';
import { intendedAt, type Schedule } from '../schedule.js';

/** Between two looks for what is due, ms: a game gathers what happens in a frame. */
const TICK = 5;

const job = JSON.parse(process.argv[2]!) as LatencyJob;
const events = await allEvents(job.events);
const late = new Float64Array(events.length);

await connected(job, async (to) => {
  const connection = to(job.log);
  const lines = TOPICS.map((topic) => ({
    producer: connection.producer(topic),
    places: events.flatMap((event, i) => (event.topic === topic ? [i] : [])),
  }));
  // A producer is made with its first flush.
  await Promise.all(lines.map(({ producer }) => producer.flush()));
  const schedule = await new Promise<Schedule>((resolve) => {
    process.once('message', (message) => resolve(message as Schedule));
    process.send!('ready');
  });
  await Promise.all(lines.map(({ producer, places }) => sendInTime(producer, places, schedule)));
});
process.send!(Array.from(late), () => process.exit(0));

async function sendInTime(
  producer: FluvioProducer,
  places: readonly number[],
  schedule: Schedule,
): Promise<void> {
  for (let next = 0; next < places.length; ) {
    const first = next;
    for (const time = now(); next < places.length && intendedAt(schedule, places[next]!) <= time; ) next++;
    if (next === first) {
      await new Promise((resolve) => setTimeout(resolve, TICK));
      continue;
    }
    const due = places.slice(first, next);
    await producer.send(due.map((place): FileEvent => events[place]!));
    await producer.flush();
    const time = now();
    for (const place of due) late[place] = time - intendedAt(schedule, place);
  }
}
