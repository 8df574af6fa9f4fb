// Deletes topics of a real cluster once the process that started it has gone: `node delete-topics.mjs HOST PORT TOPIC…`
import { createRequire } from 'node:module';

process.env.RUST_LOG = 'off';
const [host, port, ...topics] = process.argv.slice(2);
for await (const _ of process.stdin);
const fluvio = await createRequire(import.meta.url)('@fluvio/client').default.connect({
  host,
  port: Number(port),
});
const admin = await fluvio.admin();
for (const topic of topics) await admin.deleteTopic(topic).catch(() => {});
process.exit(0);
