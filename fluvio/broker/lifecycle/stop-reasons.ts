import { statSync } from 'node:fs';

/** Why a running broker process stops. */
export type StopReason = 'signal' | 'idle' | 'owner-gone' | 'directory-gone';

/** How one reason is watched for: calls `stop` when it comes about, and returns what ends the watching. */
export type Watch = (stop: () => void) => () => void;

/** SIGTERM (`cluster stop`) and SIGINT. They go on being caught while the broker closes: closing has its own deadline. */
export const onSignal: Watch = (stop) => {
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  return () => {};
};

/** The end of stdin: the process that holds its other end has exited, in whatever way. */
export const onOwnerGone: Watch = (stop) => {
  const end = (): void => stop();
  process.stdin.once('end', end).once('error', end).once('close', end).resume();
  return () => process.stdin.destroy();
};

/** What says whether a broker is in use. */
export interface Usage {
  /** Open connections of clients. */
  readonly connections: number;
  /** When a client last did something, ms since 1970. */
  readonly lastActivity: number;
}

/** Nobody connected, and nothing done, for `idleMs`. */
export function onIdle(usage: Usage, idleMs: number, now: () => number): Watch {
  const since = now();
  return (stop) =>
    every(Math.min(idleMs / 4, 5000), () => {
      const last = Math.max(since, usage.lastActivity);
      if (usage.connections === 0 && now() - last >= idleMs) stop();
    });
}

/** The lock file is gone, or is another file: somebody deleted the data directory, and perhaps made it anew. */
export function onDirectoryGone(lockFile: string, everyMs = 500): Watch {
  const identity = inode(lockFile);
  return (stop) =>
    every(everyMs, () => {
      if (inode(lockFile) !== identity) stop();
    });
}

function inode(file: string): number | undefined {
  try {
    return statSync(file).ino;
  } catch {
    return undefined;
  }
}

function every(ms: number, check: () => void): () => void {
  const timer = setInterval(check, ms);
  return () => clearInterval(timer);
}
