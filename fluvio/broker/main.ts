/**
 * The program of the broker's own process; `lifecycle/launch.ts` starts it. It says what goes wrong before it listens in
 * the last line on stderr, and everything in its log file. Exit code 0 after an orderly end, 1 after any other.
 */
import { writeSync } from 'node:fs';
import { startBroker } from './broker.js';
import { BoundedLog } from './lifecycle/bounded-log.js';
import { claimDataDirectory } from './lifecycle/claim.js';
import { LifecycleError } from './lifecycle/lifecycle-error.js';
import { parseProcessOptions } from './lifecycle/process-options.js';
import { type StartServed, serve } from './lifecycle/serve.js';

let log: BoundedLog | undefined;

process.on('uncaughtException', fail);
// Whoever started this process stops reading its stderr once it listens.
process.stderr.on('error', () => {});

try {
  const options = parseProcessOptions(process.argv.slice(2));
  const claim = await claimDataDirectory(options.dataDir);
  log = new BoundedLog(claim.home.logFile);
  const write = log.write;
  const start: StartServed = async ({ scPort, spuPort }) => {
    return await startBroker({
      dataDir: claim.home.brokerDir,
      host: options.host,
      advertise: options.advertise,
      scPort,
      spuPort,
      log: (level, message) => write(`${level} ${message}`),
    });
  };
  const reason = await serve(claim, options, start, write);
  process.exit(reason === 'directory-gone' ? 1 : 0);
} catch (error) {
  fail(error);
}

function fail(error: unknown): never {
  log?.write(error instanceof Error ? (error.stack ?? error.message) : String(error));
  try {
    writeSync(process.stderr.fd, `${asLifecycleError(error).toLine()}\n`);
  } catch {
    // Nobody reads it any more; the log has it.
  }
  process.exit(1);
}

function asLifecycleError(error: unknown): LifecycleError {
  if (error instanceof LifecycleError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const next = log === undefined ? 'See `game-flow doctor`.' : `See ${log.file}.`;
  return new LifecycleError('start-failed', `The broker failed: ${message}`, next, { cause: error });
}
