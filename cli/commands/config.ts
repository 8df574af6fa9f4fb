/** `game-flow config`: the settings in force, and where each is from. */
import { Command } from 'commander';
import { settingsYaml } from '../../settings/print.js';
import { withoutSecrets } from '../../settings/secrets.js';
import type { Context } from '../context.js';
import { type SettingsOptions, withConfig, withRetain } from '../options.js';
import { jsonText } from '../render/json.js';
import { loadedFor } from '../settings.js';

interface ConfigOptions extends SettingsOptions {
  readonly json?: boolean;
  readonly showSecrets?: boolean;
}

export function configCommand(context: Context): Command {
  return withRetain(withConfig(new Command('config')))
    .description('check the settings and print those in force, as YAML')
    .option('--json', 'as one JSON object')
    .option('--show-secrets', 'with the whole addresses and the secrets of webhooks')
    .addHelpText(
      'after',
      '\nWhat is printed is a settings file itself, one to begin with. Write it to another file than is read: a shell empties\nthe file behind `>` before anything reads it.',
    )
    .action((options: ConfigOptions) => {
      const loaded = loadedFor(options);
      const settings = options.showSecrets === true ? loaded.settings : withoutSecrets(loaded.settings);
      const flags = new Map(options.retain === undefined ? [] : [['retain_seconds', '--retain']]);
      context.stdout.write(
        options.json === true ? `${jsonText(settings, 2)}\n` : settingsYaml({ ...loaded, settings }, flags),
      );
    });
}
