import { readdirSync, readFileSync } from 'node:fs';

/** One captured frame; `tests/golden/README.md` says what the fields mean. */
export interface GoldenFrame {
  readonly scenario: string;
  readonly server: 'SC' | 'SPU';
  readonly from: 'client' | 'server';
  readonly key: number;
  readonly version: number;
  readonly correlation: number;
  /** The frame without its 4-byte length. */
  readonly payload: Buffer;
  /** The frame with its length. */
  readonly frame: Buffer;
}

const FOLDER = new URL('../../golden/', import.meta.url);

/** Every frame of every capture but the `raw-*` ones, which are no protocol at all. */
export function goldenFrames(): GoldenFrame[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.jsonl') && !file.includes('-raw-'))
    .sort()
    .flatMap((file) =>
      readFileSync(new URL(file, FOLDER), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => toFrame(file.slice(0, -'.jsonl'.length), JSON.parse(line))),
    );
}

/** The SmartModules and texts that the captures were made with. */
export function goldenFile(name: string): Buffer {
  return readFileSync(new URL(name, FOLDER));
}

function toFrame(scenario: string, line: Omit<GoldenFrame, 'payload'> & { frame: string }): GoldenFrame {
  const frame = Buffer.from(line.frame, 'hex');
  const { server, from, key, version, correlation } = line;
  return { scenario, server, from, key, version, correlation, frame, payload: frame.subarray(4) };
}
