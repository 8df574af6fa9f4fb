/** `game-flow consume TOPIC`: records as they are, with the flags of `fluvio consume`. */
import { Command } from 'commander';
import { clusterStatus, hostAndPort, localAddress } from '../../fluvio/broker/lifecycle/index.js';
import { connect } from '../connect.js';
import { chosenFilter } from '../consume/filter.js';
import { type ConsumeOptions, flagsBeyond, withConsumeFlags } from '../consume/flags.js';
import { createPrinter, type Printer } from '../consume/printer.js';
import { assertRange, beginsAtTheEnd, chosenPartitions } from '../consume/ranges.js';
import type { Emit } from '../consume/read-range.js';
import { readLive, readToEnd } from '../consume/read-topic.js';
import { type RealTarget, realConsumeLine } from '../consume/real-command.js';
import { statusLine } from '../consume/status-line.js';
import { type Context, say } from '../context.js';
import { Interrupted, UsageError } from '../exit.js';
import { withCluster } from '../options.js';
import { topicPartitions } from '../topic-partitions.js';

export function consumeCommand(context: Context): Command {
  return withConsumeFlags(withCluster(new Command('consume')))
    .description('print the records of a topic, live until Ctrl-C or with -d what is there')
    .argument('<topic>')
    .addHelpText(
      'after',
      `
Flags, templates and outputs are those of \`fluvio consume\`; besides, -O ndjson prints an object a record: topic,
partition, offset, timestamp, key and value, with key_base64 and value_base64 for bytes that are no UTF-8.
A filter of game-flow works inside of Fluvio: only what it selects travels, with its own offset and time, whether the
filter is loaded there or not. Its parameters are written into its bytes, as the Node client passes none. Another
SmartModule than those of game-flow only the fluvio command can apply. -H, -T, --start and --end count all records.
With -d the partitions come one after the other; live, their records come as they arrive.

Examples:
  $ game-flow consume player-events                         what arrives from now on
  $ game-flow consume purchase-events -T 5 -d               the last five of each partition
  $ game-flow consume player-events -B -d -O ndjson | jq .value
  $ game-flow consume purchase-events --smartmodule purchases-over -e amount=250
  $ game-flow consume server-metrics -B -F '{{partition}}/{{offset}} {{time}} {{key}} {{value}}'`,
    )
    .action((topic: string, options: ConsumeOptions, command: Command) =>
      runConsume(context, topic, options, command),
    );
}

async function runConsume(
  context: Context,
  topic: string,
  options: ConsumeOptions,
  command: Command,
): Promise<void> {
  const filter = chosenFilter(options);
  await refuseWhatOnlyTheRealCommandCan(command, topic, options, filter !== undefined);
  assertRange(options);
  const printer = createPrinter(options, context.stdout);
  const fluvio = options.maxbytes === undefined ? {} : { maxBytes: options.maxbytes };
  const { connection, where } = await connect(context, options, fluvio);
  try {
    await topicPartitions(connection, topic, where);
    await connection.settleLogStarts([topic]);
    const statuses = await connection.partitions(topic);
    if (options.disableContinuous === true && beginsAtTheEnd(options)) {
      say(
        context,
        'Nothing to print: without -B, -H, -T or --start reading begins at the end, and -d stops there.',
      );
      return;
    }
    if (context.stdout.isTerminal) say(context, statusLine(topic, options));
    const read = options.disableContinuous === true ? readToEnd : readLive;
    await read(
      {
        connection,
        topic,
        options,
        signal: context.signal,
        emit: emitTo(context, printer),
        ...(filter === undefined ? {} : { filter }),
      },
      chosenPartitions(statuses, options.partition),
    );
  } finally {
    context.stdout.write(printer.close());
    await connection.close();
  }
  if (context.signal.aborted) throw new Interrupted('');
  if (options.disableContinuous !== true) say(context, 'End-offset has been reached; exiting');
}

function emitTo({ stdout }: Context, printer: Printer): Emit {
  return async (batch, from, to) => {
    stdout.write(printer.print(batch, from, to));
    await stdout.drain();
  };
}

/** @throws UsageError with the line of the `fluvio` command that does what was asked for */
async function refuseWhatOnlyTheRealCommandCan(
  command: Command,
  topic: string,
  options: ConsumeOptions,
  hasFilter: boolean,
): Promise<void> {
  const beyond = flagsBeyond(command, hasFilter);
  if (beyond.length === 0) return;
  const line = realConsumeLine(command, topic, await realTarget(options));
  throw new UsageError(
    `The Node client of Fluvio cannot carry ${beyond.join(', ')}. The fluvio command can:\n  ${line}`,
  );
}

async function realTarget(options: ConsumeOptions): Promise<RealTarget> {
  if (options.cluster !== undefined || options.profile !== undefined) return options;
  const status = await clusterStatus(options.dataDir);
  if (status.kind !== 'running') return {};
  const { host, port } = localAddress(status.state);
  return { cluster: hostAndPort(host, port) };
}
