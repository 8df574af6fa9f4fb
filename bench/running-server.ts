/** `game-flow serve` for a bench, as anybody starts it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const GAME_FLOW = fileURLToPath(new URL('../cli/main.js', import.meta.url));

export interface RunningServer {
  /** Without a slash at its end. */
  readonly url: string;
  /** As Ctrl-C does. */
  stop(): Promise<void>;
}

/** @throws Error with what it said, when it ends before it listens */
export async function startServer(dataDir: string): Promise<RunningServer> {
  const child = spawn(process.execPath, [GAME_FLOW, 'serve', '--port', '0', '--data-dir', dataDir], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    // Read on to its end: otherwise it would wait for a reader.
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const found = /Listening at (http\S+),/.exec(said);
      if (found !== null) resolve(found[1]!);
    });
    child.once('exit', () => reject(new Error(`serve ended: ${said}`)));
  });
  return {
    url,
    stop: async () => {
      child.kill('SIGINT');
      await once(child, 'exit');
    },
  };
}
