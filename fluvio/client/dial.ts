import { FluvioError } from './errors.js';
import { NativeProcess } from './native-process.js';
import { profileEnvironment } from './profile.js';
import type { FluvioTarget } from './types.js';

/** Connecting to a host that does not answer at all takes TCP two minutes to give up. */
const DIAL_TIMEOUT_MS = 10_000;

/** Starts a native client and connects it. Throws CONNECT_FAILED, NATIVE_MISSING or PROFILE_NOT_FOUND. */
export async function dial(target: FluvioTarget, timeoutMs = DIAL_TIMEOUT_MS): Promise<NativeProcess> {
  const profile = target.kind === 'profile' ? profileEnvironment(target.name) : undefined;
  let native: NativeProcess | undefined;
  try {
    native = new NativeProcess(profile?.env ?? {});
    await withTimeout(native.call(connectCall(target), 'connect'), timeoutMs);
    return native;
  } catch (cause) {
    await native?.end();
    if (cause instanceof FluvioError && (cause.code === 'NATIVE_MISSING' || cause.code === 'NOT_BUILT'))
      throw cause;
    const why = cause instanceof Error ? cause.message.replace(/^Could not connect: /, '') : String(cause);
    throw new FluvioError(
      'CONNECT_FAILED',
      `No Fluvio cluster answers at ${describeTarget(target)}: ${why}`,
      {
        cause,
      },
    );
  } finally {
    profile?.dispose();
  }
}

export function describeTarget(target: FluvioTarget): string {
  return target.kind === 'profile' ? `profile "${target.name}"` : `${target.host}:${target.port}`;
}

function connectCall(target: FluvioTarget) {
  if (target.kind === 'profile') return { do: 'connect' } as const;
  return { do: 'connect', address: `${target.host}:${target.port}` } as const;
}

function withTimeout<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${ms / 1000} s.`)), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
