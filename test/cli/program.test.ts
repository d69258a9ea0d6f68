import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CliError, defineCommand, exitCodes, formatOption, selectionOptions } from '../../src/commands/command.ts';
import { type CommandEntry, commands } from '../../src/commands/list.ts';
import { exampleHub, writeFleet } from '../support/fleet.ts';
import { run } from '../support/run.ts';

const entry = (name: string, does: () => unknown): CommandEntry => ({
  name,
  summary: `${name} things`,
  load: async () =>
    defineCommand<Record<string, unknown>>({
      description: `Does ${name}.`,
      configure(command) {
        selectionOptions(command);
        formatOption(command, ['text', 'json']);
      },
      examples: [[`hubfleet ${name}`, 'everything']],
      exits: { 0: 'done' },
      async run(options, context) {
        context.stdout.write(JSON.stringify(options));
        does();
        return exitCodes.problems;
      },
    }),
});

const entries = [entry('paint', () => undefined)];

describe('the command line', () => {
  test('prints its help when nothing is asked', async () => {
    const { code, stdout, stderr } = await run([], {}, entries);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('Usage: hubfleet [options] [command]');
    expect(stdout).toContain('  paint           paint things\n');
  });

  test('loads no command it does not run', async () => {
    const unread = commands.map((each) => ({ ...each, load: () => Promise.reject(new Error('loaded')) }));
    expect(await run(['--help'], {}, unread)).toMatchObject({ code: 0, stderr: '' });
  });

  test('answers what the command answers', async () => {
    expect(await run(['paint'], {}, entries)).toEqual({
      code: 1,
      stdout: '{"fleet":"clusters","cluster":[],"hub":[],"format":"text"}',
      stderr: '',
    });
  });

  test('collects repeated globs', async () => {
    const { stdout } = await run(['paint', '--cluster', 'a*', '--cluster', 'b', '--hub', 'c'], {}, entries);
    expect(JSON.parse(stdout)).toMatchObject({ cluster: ['a*', 'b'], hub: ['c'] });
  });

  test.each([
    { args: ['pain'], says: "hubfleet: unknown command 'pain'\n(Did you mean paint?)\n" },
    { args: ['paint', '--clutser', 'a'], says: "hubfleet: unknown option '--clutser'\n(Did you mean --cluster?)\n" },
    {
      args: ['paint', '--format', 'xml'],
      says: "hubfleet: option '--format <format>' argument 'xml' is invalid. Allowed choices are text, json.\n",
    },
    {
      args: ['paint', '--cluster', ''],
      says: "hubfleet: option '--cluster <name>' argument '' is invalid. it is empty.\n",
    },
    { args: ['paint', 'extra'], says: "hubfleet: too many arguments for 'paint'. Expected 0 arguments but got 1.\n" },
  ])('is wrong with $args', async ({ args, says }) => {
    expect(await run(args, {}, entries)).toEqual({ code: 2, stdout: '', stderr: says });
  });

  test('ends with the code and the sentence of a command that gives up', async () => {
    const gives = [
      entry('paint', () => {
        throw new CliError('terraform: not found; install it', exitCodes.failed);
      }),
    ];
    expect(await run(['paint'], {}, gives)).toMatchObject({
      code: 3,
      stderr: 'hubfleet: terraform: not found; install it\n',
    });
  });

  test('says what a construct refuses in the files as a problem of the files', async () => {
    const fleet = await writeFleet({
      'atlas/hubs/research.yaml': exampleHub({ values: { singleuser: { memory: { limit: '8Gi' } } } }),
    });
    const { code, stderr } = await run(['synth', '--fleet', fleet, '--out', fleet]);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr:
        'hubfleet: atlas-research/Hub: singleuser.memory.limit is no amount that JupyterHub reads, got 8Gi; use bytes or the units K, M, G, T\n',
    });
  });

  test('says that the folder for its output cannot be made', async () => {
    const fleet = await writeFleet();
    const out = join(fleet, 'fleet.yaml');
    expect(await run(['synth', '--fleet', fleet, '--out', out])).toEqual({
      code: 2,
      stdout: '',
      stderr: `hubfleet: --out: cannot make the folder ${out}, got EEXIST; name another\n`,
    });
  });

  test('says one line about an unexpected error, and shows the stack when asked', async () => {
    const breaks = [
      entry('paint', () => {
        throw new TypeError('x is not a function');
      }),
    ];
    expect(await run(['paint'], {}, breaks)).toMatchObject({
      code: 3,
      stderr: 'hubfleet: unexpected error: x is not a function; run again with --debug for the stack\n',
    });
    const { code, stderr } = await run(['paint', '--debug'], {}, breaks);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^hubfleet: unexpected error: x is not a function\nTypeError: x is not a function\n +at /);
  });
});

describe('the help of each command', () => {
  test.each(commands.map(({ name }) => name))('%s names its options, examples and exit codes', async (name) => {
    const { code, stdout } = await run([name, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: hubfleet ${name} [options]`);
    expect(stdout).toMatch(/\nExamples:\n {2}hubfleet /);
    expect(stdout).toMatch(/\nExit codes:\n {2}0 {2}/);
    expect(stdout).toContain('\n  2  the command line is wrong\n');
  });
});
