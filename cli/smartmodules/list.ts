import { Command } from 'commander';
import { loadedSmartModules } from '../../fluvio/admin/smart-modules.js';
import { smartModulePath } from '../../fluvio/client/index.js';
import { type Context, say } from '../context.js';
import { type CommonOptions, withCluster } from '../options.js';
import { jsonRows } from '../render/json.js';
import { sanitize } from '../render/sanitize.js';
import { renderTable, type TableColumn } from '../render/table.js';
import { runningScAddress } from './address.js';
import { type CatalogueEntry, catalogue } from './catalogue.js';

/** A list is not worth a long wait. */
const ANSWER_MS = 3_000;

interface ListOptions extends CommonOptions {
  readonly json?: boolean;
}

interface Row extends CatalogueEntry {
  /** Null: not known. */
  readonly loaded: boolean | null;
}

const COLUMNS: readonly TableColumn<Row>[] = [
  { title: 'name', of: (row) => row.name },
  { title: 'kind', of: (row) => row.kind },
  { title: 'parameters', of: parameterText, width: 60 },
  { title: 'bytes', of: (row) => row.bytes },
  { title: 'loaded', of: (row) => (row.loaded === null ? null : row.loaded ? 'yes' : 'no') },
  { title: 'what for', of: (row) => row.whatFor, width: 80 },
];

export function listCommand(context: Context): Command {
  return withCluster(new Command('list'))
    .description('those that come with game-flow, and whether Fluvio has one of that name loaded')
    .option('--json', 'an array of objects, with the files')
    .action((options: ListOptions) => list(context, options));
}

async function list(context: Context, options: ListOptions): Promise<void> {
  const loaded = await loadedNames(context, options);
  const rows = catalogue().map((entry) => ({ ...entry, loaded: loaded?.includes(entry.name) ?? null }));
  if (options.json === true) {
    context.stdout.write(jsonRows(rows.map((row) => ({ ...row, file: smartModulePath(row.name) }))));
    return;
  }
  context.stdout.write(`${renderTable(rows, COLUMNS)}\n`);
  const others = (loaded ?? []).filter((name) => !rows.some((row) => row.name === name));
  if (others.length > 0) say(context, `Also loaded: ${others.map(sanitize).join(', ')}.`);
}

/** Null, with a word why, when Fluvio cannot be asked. */
async function loadedNames(context: Context, options: ListOptions): Promise<string[] | null> {
  const address = await runningScAddress(options);
  if (address === undefined) {
    say(context, 'The embedded broker does not run, so what is loaded there is not shown.');
    return null;
  }
  try {
    return (await loadedSmartModules(address, ANSWER_MS)).sort();
  } catch (error) {
    say(context, `${(error as Error).message} So what is loaded there is not shown.`);
    return null;
  }
}

function parameterText({ parameters }: Row): string | null {
  if (parameters.length === 0) return null;
  return parameters.map(({ name, value }) => `${name}=${value}`).join(' ');
}
