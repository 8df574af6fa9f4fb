/** `game-flow serve` over the large database, as anybody starts it: the command itself, with a broker of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../../cli/main.js', import.meta.url));

export interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** @param dataDir whose database somebody processes already, so that the server starts no processors of its own */
export async function startServer(dataDir: string): Promise<RunningServer> {
  const child = run('serve', '--port', '0', '--data-dir', dataDir);
  const url = await addressOf(child);
  return {
    url,
    stop: async () => {
      child.kill('SIGINT');
      await once(child, 'exit');
      await once(run('cluster', 'stop', '--data-dir', dataDir), 'exit');
    },
  };
}

function run(...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [COMMAND, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
}

async function addressOf(child: ChildProcess): Promise<string> {
  const said: string[] = [];
  for await (const line of createInterface(child.stderr!)) {
    const url = /Listening at (http:\S+?),/.exec(line)?.[1];
    if (url !== undefined) {
      child.stderr!.resume();
      return url;
    }
    said.push(line);
  }
  throw new Error(`serve ended: ${said.join('\n')}`);
}
