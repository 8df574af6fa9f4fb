import { parseArgs } from 'node:util';

/** What the broker process is told on its command line. */
export interface ProcessOptions {
  /** Absolute: the process works in `/`, and `isBrokerProcess` looks for this very text. */
  readonly dataDir: string;
  readonly host: string;
  readonly advertise: string;
  /** Left out: Fluvio's own port, or any free one if that is taken. 0: any free one. */
  readonly scPort?: number;
  readonly spuPort?: number;
  /** Stop when nobody has used it for `idleSeconds`. */
  readonly onDemand: boolean;
  readonly idleSeconds: number;
  /** Stop when stdin ends, that is with the process that started this one. */
  readonly owned: boolean;
}

/** Told this while it runs, a broker on demand stays: `cluster start` was said by hand about a running one. */
export const STAY_SIGNAL = 'SIGUSR2';

/** The command line that says `options`; `parseProcessOptions` reads it. */
export function processArguments(options: ProcessOptions): string[] {
  const { dataDir, host, advertise, scPort, spuPort, onDemand, idleSeconds, owned } = options;
  return [
    ...[
      '--data-dir',
      dataDir,
      '--host',
      host,
      '--advertise',
      advertise,
      '--idle-seconds',
      String(idleSeconds),
    ],
    ...(scPort === undefined ? [] : ['--sc-port', String(scPort)]),
    ...(spuPort === undefined ? [] : ['--spu-port', String(spuPort)]),
    ...(onDemand ? ['--on-demand'] : []),
    ...(owned ? ['--owned'] : []),
  ];
}

/** Reads what `processArguments` wrote. @throws {TypeError} on anything else: only this project starts the process. */
export function parseProcessOptions(args: readonly string[]): ProcessOptions {
  const { values } = parseArgs({ args: [...args], options: OPTIONS });
  return {
    dataDir: required(values['data-dir'], 'data-dir'),
    host: required(values.host, 'host'),
    advertise: required(values.advertise, 'advertise'),
    ...(values['sc-port'] === undefined ? {} : { scPort: port(values['sc-port']) }),
    ...(values['spu-port'] === undefined ? {} : { spuPort: port(values['spu-port']) }),
    onDemand: values['on-demand'] ?? false,
    idleSeconds: Number(required(values['idle-seconds'], 'idle-seconds')),
    owned: values.owned ?? false,
  };
}

const OPTIONS = {
  'data-dir': { type: 'string' },
  host: { type: 'string' },
  advertise: { type: 'string' },
  'sc-port': { type: 'string' },
  'spu-port': { type: 'string' },
  'idle-seconds': { type: 'string' },
  'on-demand': { type: 'boolean' },
  owned: { type: 'boolean' },
} as const;

function required(value: string | undefined, name: string): string {
  if (value === undefined) throw new TypeError(`--${name} is missing`);
  return value;
}

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65535) throw new TypeError(`${text} is no port`);
  return value;
}
