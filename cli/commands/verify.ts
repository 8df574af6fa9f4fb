/** `game-flow verify`: everything counted a second time, from the topics, by other code. */
import { Command } from 'commander';
import { Verification } from '../../verify/verification.js';
import { connectToOwnTopics } from '../connect.js';
import { type Context, say } from '../context.js';
import { CommandError, Interrupted } from '../exit.js';
import { type CommonOptions, type SettingsOptions, withCluster, withConfig, withRetain } from '../options.js';
import { counted } from '../render/numbers.js';
import { type Progress, startProgress } from '../render/progress.js';
import { verifyJson, verifyReport } from '../render/verify-report.js';
import { settingsFor } from '../settings.js';
import { readLogs } from '../verify/read-logs.js';
import { readSnapshot } from '../verify/snapshot.js';

interface VerifyOptions extends CommonOptions, SettingsOptions {
  readonly json?: boolean;
}

export function verifyCommand(context: Context): Command {
  return withRetain(withConfig(withCluster(new Command('verify'))))
    .description('recompute every figure from the topics and compare all rows of the database')
    .option('--json', 'the report as a JSON object')
    .addHelpText(
      'after',
      `
Reads every record up to the offsets of the database through the plain iterator of the Node client, and works out
every figure with code of its own. Processors may go on meanwhile. Exit 0: no difference in what could be checked;
1: there are differences, and the first ones are shown. What the log no longer holds is named, and not claimed.

Examples:
  $ game-flow verify
  $ game-flow verify --cluster 10.0.0.5:9003 --data-dir /var/lib/game-flow --json | jq .equal`,
    )
    .action((options: VerifyOptions) => runVerify(context, options));
}

async function runVerify(context: Context, options: VerifyOptions): Promise<void> {
  const snapshot = readSnapshot(options.dataDir, settingsFor(context, options));
  const { connection, where } = await connectToOwnTopics(context, options, snapshot.settings);
  try {
    say(context, `Verifying ${options.dataDir} against the topics at ${where}.`);
    const verification = new Verification(snapshot.settings, snapshot.reached);
    let progress: Progress | undefined;
    let read = 0;
    await readLogs({
      connection,
      verification,
      snapshot,
      signal: context.signal,
      onTotal: (records) => {
        progress = startProgress(context, 'Verifying', records, 'record');
      },
      onProgress: (done) => {
        read = done;
        progress?.update(done);
      },
    });
    progress?.end(read);
    if (context.signal.aborted) throw new Interrupted('Interrupted: nothing can be said yet.');
    const report = verification.report(snapshot.rows, snapshot.droppedLetters);
    context.stdout.write(options.json === true ? verifyJson(report) : verifyReport(report));
    if (report.differences.count > 0) {
      throw new CommandError(
        `The database differs from its topics in ${counted(report.differences.count, 'place')}. \`game-flow rebuild\` makes its figures anew.`,
      );
    }
  } finally {
    await connection.close();
  }
}
