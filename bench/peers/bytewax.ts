/** The peer: bytewax, where a Python has it. */
import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { packageFile } from '../../fluvio/client/built.js';
import type { Measured } from '../measure.js';
import { measuredFrom } from '../reference/run.js';
import { chunksOf } from '../workload/event-file.js';

const FLOW = packageFile('bench/peers/bytewax_flow.py');

const run = promisify(execFile);

export const HOW_TO_GET_IT =
  'bytewax is left out: this Python does not have it. `python3 -m venv DIR && DIR/bin/pip install bytewax`, then --python DIR/bin/python.';

/** Its version and Python's, as a name; undefined where there is none. */
export async function bytewaxOf(python: string): Promise<string | undefined> {
  const asked =
    'import bytewax, importlib.metadata, platform; print(importlib.metadata.version("bytewax"), "on Python", platform.python_version())';
  try {
    return `bytewax ${(await run(python, ['-c', asked])).stdout.trim()}`;
  } catch {
    return undefined;
  }
}

/** The event file as the flow reads it, so that Python does not unpack JSON within JSON. */
export async function writePeerFile(events: string, to: string): Promise<void> {
  const lines = async function* () {
    for await (const chunk of chunksOf(events, 1000)) {
      yield chunk.map(({ topic, value }) => `${topic}\t${value}\n`).join('');
    }
  };
  await pipeline(Readable.from(lines()), createWriteStream(to));
}

/** @param database made by it. @throws Error with what Python said */
export async function runBytewax(
  python: string,
  peerFile: string,
  database: string,
  recovery: string,
  signal?: AbortSignal,
): Promise<Measured> {
  return measuredFrom((await run(python, [FLOW, peerFile, database, recovery], { signal })).stdout);
}
