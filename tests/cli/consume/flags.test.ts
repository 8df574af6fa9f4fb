import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { type ConsumeOptions, flagsBeyond, withConsumeFlags } from '../../../cli/consume/flags.js';
import { realConsumeLine } from '../../../cli/consume/real-command.js';
import { statusLine } from '../../../cli/consume/status-line.js';
import { withCluster } from '../../../cli/options.js';

function parse(...args: string[]): { command: Command; options: ConsumeOptions } {
  const command = withConsumeFlags(withCluster(new Command('consume')))
    .argument('<topic>')
    .exitOverride()
    .configureOutput({ writeErr: () => {} })
    .action(() => {});
  command.parse(['chat', ...args], { from: 'user' });
  return { command, options: command.opts() };
}

describe('the flags of consume', () => {
  it.each([
    [['-B', '-d', '-k'], { beginning: true, disableContinuous: true, keyValue: true }],
    [['-Bdk'], { beginning: true, disableContinuous: true, keyValue: true }],
    [['-H', '3'], { head: 3 }],
    [['--tail=3'], { tail: 3 }],
    [['-T3'], { tail: 3 }],
    [['--start', '1', '--end', '1'], { start: 1, end: 1 }],
    [['-p', '0', '-p', '2'], { partition: [0, 2] }],
    [['-A'], { allPartitions: true }],
    [['-O', 'NDJSON'], { output: 'ndjson' }],
    [['-O', 'full_table'], { output: 'full-table' }],
    [['-F', '{{key}}'], { format: '{{key}}' }],
    [['-b', '1000'], { maxbytes: 1000 }],
  ])('%j', (args, expected) => {
    expect(parse(...args).options).toEqual({ dataDir: '.game-flow', ...expected });
  });

  it.each([
    [['-B', '-T', '1']],
    [['-H', '1', '--start', '1']],
    [['-A', '-p', '0']],
    [['-F', 'x', '-O', 'raw']],
    [['--truncate', '-O', 'raw']],
    [['-O', 'xml']],
    [['-H', '-1']],
    [['--end', '1.5']],
    [['-n', '1']],
    [['--from', '1']],
  ])('%j is refused', (args) => {
    expect(() => parse(...args)).toThrow();
  });

  it('names the line of the real command for what the Node client cannot carry', () => {
    const { command } = parse(
      '-B',
      '-d',
      '--smartmodule',
      'my mod',
      '-e',
      'a=1',
      '-e',
      "b='2'",
      '-O',
      'ndjson',
    );
    expect(flagsBeyond(command, false)).toEqual(['--smartmodule', '--params']);
    expect(flagsBeyond(command, true)).toEqual([]);
    expect(realConsumeLine(command, 'chat', { cluster: '127.0.0.1:9003' })).toBe(
      "fluvio --cluster 127.0.0.1:9003 consume chat --disable-continuous --beginning --smartmodule 'my mod' --params a=1 --params 'b='\\''2'\\'''",
    );
    expect(realConsumeLine(command, 'chat', { profile: 'cloud' })).toMatch(
      /^fluvio --profile cloud consume chat /,
    );
  });

  it.each([
    ['--isolation', 'read_committed'],
    ['-c', 'me'],
    ['-t', 'chain.yaml'],
    ['--transform', '{}'],
    ['--sm', 'x'],
  ])('%s is beyond the Node client', (flag, value) => {
    expect(flagsBeyond(parse(flag, value).command, false)).toHaveLength(1);
  });

  it('says what it is going to print as the real command does', () => {
    expect(statusLine('chat', parse('-T', '1', '--end', '2').options)).toBe(
      "Consuming records from 'chat' starting 1 from the end of log until offset 2 (inclusive)",
    );
    expect(statusLine('chat', parse().options)).toBe("Consuming records from 'chat'");
  });
});
