/** The settings of a command: the file that it is given, or the one in the current folder, and the flags over it. */
import { existsSync } from 'node:fs';
import { type LoadedSettings, loadSettings, NO_FILE } from '../settings/load.js';
import type { Settings } from '../settings/settings.js';
import { type Context, say } from './context.js';
import type { SettingsOptions } from './options.js';

/** Taken from the current folder where no other is named. */
export const SETTINGS_FILE = 'game-flow.yaml';

/**
 * The settings in force, and which file they are from is told unless it was named.
 * @throws SettingsError
 */
export function settingsFor(context: Context, options: SettingsOptions): Settings {
  const { file, settings } = loadedFor(options);
  if (file !== undefined && options.config === undefined) say(context, `Settings: ${file}.`);
  return settings;
}

/** @throws SettingsError */
export function loadedFor({ config, retain }: SettingsOptions): LoadedSettings {
  const loaded =
    config === undefined && !existsSync(SETTINGS_FILE) ? NO_FILE : loadSettings(config ?? SETTINGS_FILE);
  return retain === undefined
    ? loaded
    : { ...loaded, settings: { ...loaded.settings, retain_seconds: retain } };
}
