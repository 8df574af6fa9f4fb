import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify, type TomlTable } from 'smol-toml';
import { FluvioError } from './errors.js';

/** What the native client needs in its environment to use a profile, and how to remove what was written for it. */
export interface ProfileEnvironment {
  readonly env: Readonly<Record<string, string>>;
  dispose(): void;
}

/**
 * The native client uses the *current* profile of the file that FLV_PROFILE_PATH names, else `~/.fluvio/config`, and
 * reads it once, when it connects. For another profile it gets a private copy of that file, which names the wanted one
 * as current; nothing in the user's home is written. TLS is thereby the native client's business altogether.
 */
export function profileEnvironment(name: string): ProfileEnvironment {
  const { file, config } = findProfile(name);
  if (config.current_profile === name) return { env: { FLV_PROFILE_PATH: file }, dispose: () => {} };

  const folder = mkdtempSync(join(tmpdir(), 'game-flow-profile-'));
  const copy = join(folder, 'config');
  // It may hold keys: for this user's eyes only, and only until the connection stands.
  writeFileSync(copy, stringify({ ...config, current_profile: name }), { mode: 0o600 });
  return { env: { FLV_PROFILE_PATH: copy }, dispose: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Where a profile's SC is, unless it is reached with TLS. Throws PROFILE_NOT_FOUND. */
export function profileAddress(name: string): { readonly host: string; readonly port: number } | undefined {
  const { config, profile } = findProfile(name);
  const clusters = (config.cluster ?? {}) as Record<string, TomlTable>;
  const { endpoint, tls } = clusters[String(profile.cluster)] ?? {};
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d+)$/.exec(String(endpoint));
  if (match === null || (tls as TomlTable | undefined)?.tls_policy !== 'disabled') return undefined;
  return { host: match[1] ?? match[2]!, port: Number(match[3]) };
}

function findProfile(name: string): { file: string; config: TomlTable; profile: TomlTable } {
  const file = process.env.FLV_PROFILE_PATH ?? join(homedir(), '.fluvio', 'config');
  const config = readConfig(file, name);
  const profiles = (config.profile ?? {}) as Record<string, TomlTable>;
  const profile = profiles[name];
  if (profile === undefined) {
    const known = Object.keys(profiles).join(', ') || 'none';
    throw new FluvioError('PROFILE_NOT_FOUND', `No profile "${name}" in ${file}. Known profiles: ${known}.`);
  }
  return { file, config, profile };
}

function readConfig(file: string, name: string): TomlTable {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
    throw new FluvioError(
      'PROFILE_NOT_FOUND',
      `Profile "${name}" cannot be looked up, as ${file} cannot be read (${why}). The command "fluvio profile add" makes one.`,
      { cause },
    );
  }
}
