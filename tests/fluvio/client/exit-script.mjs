// Started by exit.test.ts: opens the door, leaves readers waiting, closes it, and must then end by itself.
import { openFluvio } from '../../../dist/fluvio/client/index.js';

const [port, topic] = process.argv.slice(2);
const connection = await openFluvio({ kind: 'address', host: '127.0.0.1', port: Number(port) });
const readers = [0, 1, 2].map(async (partition) => {
  for await (const _batch of connection.read(topic, partition, { from: 'start' }));
});
const producer = connection.producer(topic);
await producer.send([{ key: 'k', value: 'v' }]);
await producer.flush();
await new Promise((resolve) => setTimeout(resolve, 300));
await connection.close();
await Promise.all(readers);
