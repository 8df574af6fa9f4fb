import { DEFAULT_SETTINGS, type Settings } from '../../settings/settings.js';
import type { SettingsOptions } from '../options.js';
import { loadedFor, SETTINGS_FILE } from '../settings.js';
import { type Check, failed, ok } from './check.js';

export interface SettingsFindings {
  readonly check: Check;
  /** The defaults where the file cannot be used. */
  readonly settings: Settings;
}

/** Whether the settings file, if there is one, can be used. */
export function settingsFindings(options: SettingsOptions): SettingsFindings {
  try {
    const { file, settings } = loadedFor(options);
    return { check: ok('settings', file ?? `the defaults; no ${SETTINGS_FILE} in this folder`), settings };
  } catch (error) {
    const next = 'Mend the file; `game-flow config` checks it.';
    return { check: failed('settings', error, next), settings: DEFAULT_SETTINGS };
  }
}
