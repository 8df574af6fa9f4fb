import { FluvioError } from './errors.js';
import { NativeProcess } from './native-process.js';
import { profileEnvironment } from './profile.js';
import type { FluvioTarget } from './types.js';

/** Starts a native client and connects it. Throws CONNECT_FAILED, NATIVE_MISSING or PROFILE_NOT_FOUND. */
export async function dial(target: FluvioTarget, answerMs: number): Promise<NativeProcess> {
  const profile = target.kind === 'profile' ? profileEnvironment(target.name) : undefined;
  let native: NativeProcess | undefined;
  try {
    native = new NativeProcess(profile?.env ?? {}, answerMs);
    await native.call(connectCall(target), 'connect');
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
