/** `game-flow mute` and `game-flow unmute`: what nobody wants to be told of. */
import { Command, InvalidArgumentError } from 'commander';
import { type Muted, mute, unmute } from '../../processors/actions/mutes.js';
import { NOTICE_KINDS, type NoticeKind } from '../../settings/settings.js';
import { type Context, say } from '../context.js';
import { CommandError } from '../exit.js';
import { writeNoted } from '../noted-database.js';
import { type CommonOptions, milliseconds, withDataDir } from '../options.js';
import { sanitize } from '../render/sanitize.js';

type KindAndRule = Pick<Muted, 'kind' | 'rule'>;

interface MuteOptions extends CommonOptions {
  /** ms */
  readonly for?: number;
}

export function muteCommand(context: Context): Command {
  return withMuted(withDataDir(new Command('mute')))
    .description('record what is found, and send nothing of it')
    .option('--for <duration>', 'how long, such as 30m, 2h or 7d; without it for good', milliseconds)
    .addHelpText(
      'after',
      '\nExamples:\n  $ game-flow mute fraud:shared_ip\n  $ game-flow mute alert eu-1 --for 2h',
    )
    .action((what: KindAndRule, subject: string | undefined, options: MuteOptions) => {
      const until = options.for === undefined ? null : context.now() + options.for;
      const muted = { ...what, subject: subject ?? '' };
      writeNoted(options.dataDir, (db) => mute(db, { ...muted, until }));
      say(
        context,
        `Muted ${named(muted)}${until === null ? '' : ` until ${new Date(until).toISOString()}`}.`,
      );
    });
}

export function unmuteCommand(context: Context): Command {
  return withMuted(withDataDir(new Command('unmute')))
    .description('tell of it again')
    .action((what: KindAndRule, subject: string | undefined, options: CommonOptions) => {
      const muted = { ...what, subject: subject ?? '' };
      if (!writeNoted(options.dataDir, (db) => unmute(db, muted))) {
        throw new CommandError(`${named(muted)} is not muted. See \`game-flow notices mutes\`.`);
      }
      say(context, `Unmuted ${named(muted)}.`);
    });
}

function withMuted(command: Command): Command {
  return command
    .argument('<kind[:rule]>', `${NOTICE_KINDS.join(', ')}; a rule of fraud, a metric of alerts`, kindAndRule)
    .argument('[subject]', 'one player, address, server or level');
}

function kindAndRule(text: string): KindAndRule {
  const [kind = '', rule = ''] = text.split(/:(.*)/s);
  if (!NOTICE_KINDS.includes(kind as NoticeKind)) {
    throw new InvalidArgumentError(`expected one of ${NOTICE_KINDS.join(', ')}, and a rule after a colon.`);
  }
  return { kind: kind as NoticeKind, rule };
}

function named({ kind, rule, subject }: Muted): string {
  return sanitize([rule === '' ? kind : `${kind}:${rule}`, subject].join(' ').trim());
}
