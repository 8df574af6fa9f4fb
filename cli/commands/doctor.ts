/** `game-flow doctor`: whether everything that is needed is there, and what to do where it is not. */
import { Command } from 'commander';
import { clusterStatus } from '../../fluvio/broker/lifecycle/index.js';
import type { Context } from '../context.js';
import { isBeingProcessed } from '../database-lock.js';
import { type Check, failed } from '../doctor/check.js';
import { dataDirChecks } from '../doctor/data-dir.js';
import { databaseFindings, lagChecks, lastEventCheck } from '../doctor/database.js';
import { fluvioFindings } from '../doctor/fluvio.js';
import { portChecks } from '../doctor/ports.js';
import { nativeClientCheck, nodeCheck, platformCheck, sqliteCheck } from '../doctor/runtime.js';
import { type SettingsFindings, settingsFindings } from '../doctor/settings.js';
import { CommandError } from '../exit.js';
import {
  type CommonOptions,
  namedTarget,
  type SettingsOptions,
  withCluster,
  withConfig,
} from '../options.js';
import { renderChecks } from '../render/checks.js';
import { jsonRows } from '../render/json.js';

interface DoctorOptions extends CommonOptions, SettingsOptions {
  readonly json?: boolean;
}

export function doctorCommand(context: Context): Command {
  return withConfig(withCluster(new Command('doctor')))
    .description('look whether everything is there that is needed; starts and changes nothing')
    .option('--json', 'an array of objects: name, status (ok, warn or fail), message, next')
    .action(async (options: DoctorOptions) => {
      const checks = await examine(context, options);
      const { stdout } = context;
      stdout.write(options.json === true ? jsonRows(checks) : renderChecks(checks, stdout.hasColor));
      const failures = checks.filter(({ status }) => status === 'fail').map(({ name }) => name);
      if (failures.length > 0) throw new CommandError(`Something is wrong: ${failures.join(', ')}.`);
    });
}

async function examine(context: Context, options: DoctorOptions): Promise<Check[]> {
  const installation = [nodeCheck(), platformCheck(), sqliteCheck(), nativeClientCheck()];
  const findings = settingsFindings(options);
  const surroundings = [...dataDirChecks(options.dataDir), findings.check];
  // Without SQLite and the client the rest would only say the same in other words.
  if ([...installation, ...surroundings].some(({ status }) => status === 'fail')) {
    return [...installation, ...surroundings];
  }
  return [...installation, ...surroundings, ...(await examineState(context, options, findings))];
}

async function examineState(
  context: Context,
  options: DoctorOptions,
  { settings }: SettingsFindings,
): Promise<Check[]> {
  const named = namedTarget(options);
  try {
    const status = await clusterStatus(options.dataDir);
    const [ports, fluvio] = await Promise.all([portChecks(status), fluvioFindings(named, status, settings)]);
    const { check, positions } = databaseFindings(options.dataDir, settings);
    const checks = [...ports, fluvio.check, check];
    if (positions === undefined) return checks;
    const lags = lagChecks(positions, fluvio.statuses, isBeingProcessed(options.dataDir));
    return [...checks, ...lags, lastEventCheck(positions, context.now())];
  } catch (error) {
    return [failed('state', error)];
  }
}
