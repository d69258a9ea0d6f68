import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exampleCluster } from '../support/fleet.ts';
import { changes, givenCommands as given } from './support/commands.ts';
import { planJson, planned } from './support/plan.ts';

const deleted = planJson([
  planned(
    ['delete'],
    { before: { id: 'fs-1' } },
    { address: 'aws_efs_file_system.homes', type: 'aws_efs_file_system', name: 'homes' },
  ),
]);
const CLUSTER = ['atlas', 'atlas-data'];

test('plan goes through the stacks in the order of their dependencies', async () => {
  const { fake, run } = await given();
  const { code, stdout } = await run('plan', 'atlas-data', 'atlas');
  expect(code).toBe(0);
  expect(fake.commands.filter((each) => each === 'version')).toHaveLength(1);
  expect(fake.calls.filter(({ args }) => args[0] === 'plan').map(({ cwd }) => cwd.split('/').at(-1))).toEqual(CLUSTER);
  expect(stdout).toContain('atlas       changes  +1 ~0 -/+0 -0\natlas-data  changes  +1 ~0 -/+0 -0\n');
});

test('plan says which stacks wait for one that failed', async () => {
  const { run } = await given({ ...changes, 'plan atlas': { exitCode: 1, stderr: 'Error: no credentials' } });
  const { code, stdout } = await run('plan', ...CLUSTER);
  expect(code).toBe(3);
  expect(stdout).toContain('  Error: no credentials\n');
  expect(stdout).toContain('atlas       failed\natlas-data  skipped  because of atlas\n');
});

test('plan ends with 1 when the guard forbids a plan, also one that Terraform itself refused', async () => {
  const { run } = await given({
    plan: { exitCode: 1, plan: 'plan', stderr: 'Error: Instance cannot be destroyed' },
    show: { stdout: deleted },
  });
  const { code, stdout } = await run('plan', 'atlas-data');
  expect(code).toBe(1);
  expect(stdout).toContain('  Error: Instance cannot be destroyed\n');
  expect(stdout).toContain('data-loss/stateful-change');
  expect(stdout).toContain('atlas-data  refused  +0 ~0 -/+0 -1, 1 error\n');
});

test('a waiver with a date lets the plan through until that day', async () => {
  const waiver = (expires: string) => ({
    'atlas/waivers.yaml': [
      {
        rule: 'data-loss/stateful-change',
        match: 'aws_efs_file_system.*',
        reason: 'moved away',
        owner: 'ann',
        expires,
      },
    ],
  });
  const script = { plan: { exitCode: 2, plan: 'plan' }, show: { stdout: deleted } };
  const valid = await given(script, waiver('2026-11-22'));
  expect(await valid.run('apply', 'atlas-data', '--yes')).toMatchObject({ code: 0 });
  expect(valid.fake.commands).toContain('apply');
  const expired = await given(script, waiver('2026-11-21'));
  expect(await expired.run('apply', 'atlas-data', '--yes')).toMatchObject({ code: 1 });
  expect(expired.fake.commands).not.toContain('apply');
});

test('nothing runs when the policies forbid the stacks as they are written', async () => {
  const { fake, run } = await given(changes, {
    'fleet.yaml': {
      organization: { name: 'Open Data Commons', contact: 'ops@opendata.example' },
      backend: { kind: 's3', bucket: 'odc-state', region: 'us-west-2' },
      policies: { limits: { maxNodesPerPool: 1 } },
    },
  });
  const { code, stderr } = await run('plan', 'atlas');
  expect(code).toBe(1);
  expect(stderr).toContain('cost/node-pool-ceiling');
  expect(stderr).toContain('the policies forbid these stacks; Terraform was not run\n');
  expect(fake.calls).toEqual([]);
});

test('plan writes a report for programs', async () => {
  const { fake, run } = await given();
  const { code, stdout } = await run('plan', 'atlas', '--format', 'json');
  const report = JSON.parse(stdout);
  const planFile = join(fake.dir, 'out', 'plans', 'atlas.tfplan');
  expect(report).toMatchObject({
    version: 1,
    exitCode: code,
    stacks: [{ stack: 'atlas', outcome: 'changes', planFile }],
  });
});

test('plan keeps the lock file beside the cluster', async () => {
  const { fleetDir, run } = await given({ ...changes, init: { files: { '.terraform.lock.hcl': 'v1' } } });
  await run('plan', 'atlas');
  expect(readFileSync(join(fleetDir, 'atlas', 'locks', 'atlas.terraform.lock.hcl'), 'utf8')).toBe('v1');
});

test.each([
  [['atlas', '--save-json', 'plan.json'], 0, ''],
  [[...CLUSTER, '--save-json', 'plan.json'], 2, 'hubfleet: --save-json: is for one stack, got 2; name the stack\n'],
  [
    ['atlas', '--lines', 'few'],
    2,
    "hubfleet: option '--lines <n>' argument 'few' is invalid. it must be a whole number.\n",
  ],
  [
    ['atlas', '--parallel', '0'],
    2,
    "hubfleet: option '--parallel <n>' argument '0' is invalid. it must be a whole number from 1.\n",
  ],
  [
    ['lake'],
    2,
    "hubfleet: stack 'lake' is not in FLEET; choose from atlas, atlas-data, atlas-research, atlas-support\n",
  ],
  [
    ['atlas', '--terraform-binary', './gone'],
    3,
    'hubfleet: FAKE/gone: is not installed or not on the PATH; install Terraform >= 1.11 or OpenTofu >= 1.11, or name it with --terraform-binary\n',
  ],
])('plan %j ends with %i', async (args, code, message) => {
  const { fake, fleetDir, run } = await given();
  const result = await run('plan', ...args);
  const said = result.stderr.replaceAll(fleetDir, 'FLEET').replaceAll(fake.dir, 'FAKE');
  expect([result.code, said.includes(message)]).toEqual([code, true]);
  expect(existsSync(join(fake.dir, 'plan.json'))).toBe(code === 0);
});

test('apply asks for each stack and takes nothing but yes', async () => {
  const { fake, stdin, signals, run } = await given();
  const answers = ['yes\n', 'y\n'];
  signals.on('stderr', (text) => {
    if (text.startsWith('apply these')) stdin.write(answers.shift());
  });
  const { code, stdout, stderr } = await run('apply', ...CLUSTER);
  expect(code).toBe(1);
  expect(stderr).toContain('apply these changes to atlas? type yes: ');
  expect(fake.calls.filter(({ args }) => args[0] === 'apply').map(({ cwd }) => cwd.split('/').at(-1))).toEqual([
    'atlas',
  ]);
  expect(stdout).toContain('atlas       applied   +1 ~0 -/+0 -0\natlas-data  declined  +1 ~0 -/+0 -0\n');
});

const TWO = ['atlas', 'lake'];
const lake = { 'lake/cluster.yaml': exampleCluster() };

test('apply works on several clusters at once, and says of which each line is', async () => {
  const meeting = { exitCode: 0, waitForSignals: 1 };
  const { signals, run } = await given({ ...changes, apply: meeting }, lake);
  const waiting = new Set<string>();
  signals.on('stderr', (text: string) => {
    const [, stack] = /^\[(\w+)\] waiting\n$/.exec(text) ?? [];
    // Both wait for a signal, so they can only go on because both have begun.
    if (stack && waiting.add(stack).size === 2) signals.emit('SIGINT');
  });
  expect((await run('apply', ...TWO, '--yes')).code).toBe(130);
  expect([...waiting].sort()).toEqual(TWO);
});

test('with --parallel 1 a stack is begun when the one before has ended', async () => {
  const { fake, run } = await given(changes, lake);
  const { code, stdout } = await run('apply', ...TWO, '--yes', '--parallel', '1');
  expect(code).toBe(0);
  const steps = ['init', 'plan', 'show', 'apply'];
  expect(fake.calls.slice(1).map(({ args, cwd }) => `${args[0]} ${cwd.split('/').at(-1)}`)).toEqual(
    TWO.flatMap((stack) => steps.map((step) => `${step} ${stack}`)),
  );
  expect(stdout).toContain('atlas  applied  +1 ~0 -/+0 -0\nlake   applied  +1 ~0 -/+0 -0\n');
});

test('apply shows each plan right before its question, also when several stacks are ready', async () => {
  const { stdin, signals, run } = await given(changes, lake);
  signals.on('stderr', (text) => {
    if (text.startsWith('apply these')) stdin.write('yes\n');
  });
  const { code, both } = await run('apply', ...TWO);
  expect(code).toBe(0);
  const said = [...both.matchAll(/(\w+) {2}\+1 ~0|changes to (\w+\?)/g)].map(([, plan, question]) => plan ?? question);
  const [first, , second] = said;
  expect([first, second].sort()).toEqual(TWO);
  expect(said.slice(0, 4)).toEqual([first, `${first}?`, second, `${second}?`]);
});

test('apply without a terminal wants --yes before it does anything', async () => {
  const { fake, stdin, run } = await given();
  stdin.isTTY = false;
  const { code, stderr } = await run('apply', 'atlas');
  expect(code).toBe(2);
  expect(stderr).toBe(
    'hubfleet: apply: there is no terminal to ask on; run it on one, or give --yes to apply without a question\n',
  );
  expect(fake.calls).toEqual([]);
});

test('an ended input is no yes', async () => {
  const { fake, stdin, run } = await given();
  stdin.end();
  expect(await run('apply', 'atlas')).toMatchObject({ code: 1 });
  expect(fake.commands).not.toContain('apply');
});

test('apply stops what depends on a stack that failed', async () => {
  const { fake, run } = await given({ ...changes, 'apply atlas': { exitCode: 1, stderr: 'Error: quota' } });
  const { code, stdout, stderr } = await run('apply', ...CLUSTER, '--yes');
  expect(code).toBe(3);
  expect(stderr).toContain('[atlas] Error: quota\n');
  expect(stdout).toContain(
    `atlas: ${fake.binary} apply failed half-way; what was done before is in the state, so mend its cause and run again with --resume\n`,
  );
  expect(stdout).toContain('atlas       failed   +1 ~0 -/+0 -0\natlas-data  skipped  because of atlas\n');
  expect(fake.commands.filter((command) => command === 'apply')).toHaveLength(1);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
])('%s during an apply is waited for, begins nothing more and ends with %i', async (signal, expected) => {
  const { fake, signals, run } = await given({ ...changes, apply: { exitCode: 1, waitForSignals: 1 } });
  signals.on('stderr', (text) => {
    if (text.endsWith('waiting\n')) signals.emit(signal);
  });
  const { code, stdout } = await run('apply', ...CLUSTER, '--yes');
  expect(code).toBe(expected);
  expect(fake.calls.at(-1)).toMatchObject({ signals: [signal] });
  expect(stdout).toContain('atlas-data  skipped  because of atlas\n');
  expect(existsSync(join(fake.dir, 'out', 'plans', 'atlas.tfplan'))).toBe(false);
});

test('a signal at the question is a no', async () => {
  const { fake, signals, run } = await given();
  signals.on('stderr', (text) => {
    if (text.startsWith('apply these')) signals.emit('SIGINT');
  });
  expect(await run('apply', 'atlas')).toMatchObject({ code: 130 });
  expect(fake.commands).not.toContain('apply');
});

test.each(['plan', 'apply'])('%s --help names arguments, options, examples and exit codes', async (command) => {
  const { run } = await given();
  const { code, stdout } = await run(command, '--help');
  expect(code).toBe(0);
  for (const part of ['[stack...]', '--cluster', '--hub', '--out', '--format', '--lines', 'Examples:', 'Exit codes:']) {
    expect(stdout).toContain(part);
  }
});
