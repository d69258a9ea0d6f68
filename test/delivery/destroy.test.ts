import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { givenCommands } from '../terraform/support/commands.ts';
import { planJson, planned } from '../terraform/support/plan.ts';

const HUB = 'atlas-research';
const WHOLE = ['atlas', 'atlas-data', 'atlas-support', HUB];
const vpc = planned(['delete'], { before: { id: 'vpc-1' }, after: null });
const deletes = { plan: { exitCode: 2, plan: 'plan' }, show: { stdout: planJson([vpc]) } };
const nothing = { plan: { plan: 'plan' }, show: { stdout: planJson([]) } };
const HOMES = 'aws_efs_file_system.Homes_main_0499632E';
const RELEASE = 'helm_release.Hub_Release_3D7CB1CE';
const homes = planned(
  ['delete'],
  { before: { id: 'fs-1' }, after: null },
  { address: HOMES, type: 'aws_efs_file_system', name: HOMES.split('.')[1] },
);
const guarded = {
  ...deletes,
  'plan atlas-data': { exitCode: 1, plan: 'plan', stderr: 'Error: Instance cannot be destroyed' },
  'show atlas-data': { stdout: planJson([homes], { errored: true }) },
};

beforeAll(async () => void (await import('../../src/stacks/synthesize.ts')), 60_000);

async function given(script: Parameters<typeof givenCommands>[0] = deletes, files = {}) {
  const made = await givenCommands(script, files);
  const { fake, run, stdin, signals } = made;
  const questions: string[] = [];
  const destroy = async (args: string[], answer?: string) => {
    signals.on('stderr', (text: string) => {
      if (!text.startsWith('this destroys')) return;
      questions.push(text);
      stdin.write(`${answer}\n`);
    });
    const result = await run('destroy', ...args);
    const destroyed = fake.calls.filter(({ args: [step] }) => step === 'apply').map(({ cwd }) => cwd.split('/').at(-1));
    return { ...result, destroyed, questions };
  };
  return { ...made, destroy };
}

test('a hub is destroyed when its name is typed, by the plan that was shown', async () => {
  const { fake, destroy } = await given();
  const { code, questions, destroyed, stdout } = await destroy([HUB], HUB);
  expect([code, destroyed]).toEqual([0, [HUB]]);
  expect(questions).toEqual([`this destroys 1 resource and what they hold; type ${HUB} to go on: `]);
  expect(fake.calls.find(({ args: [step] }) => step === 'plan')?.args).toContain('-destroy');
  expect(stdout).toContain(`${HUB}  applied  +0 ~0 -/+0 -1\n`);
});

test.each(['yes', 'atlas', 'Atlas-research', ''])('%j is not the name of the hub', async (answer) => {
  const { fake, destroy } = await given();
  const { code, destroyed, stdout } = await destroy([HUB], answer);
  expect([code, destroyed]).toEqual([1, []]);
  expect(stdout).toContain(`${HUB}  declined  +0 ~0 -/+0 -1\n`);
  expect(existsSync(join(fake.dir, 'out', 'plans', `${HUB}.tfplan`))).toBe(false);
});

test('a cluster goes with all that is on it, under its own name, what needs it first', async () => {
  const { destroy } = await given();
  const { code, questions, destroyed } = await destroy(['--cluster', 'atlas', '--parallel', '1'], 'atlas');
  expect([code, destroyed]).toEqual([0, [...WHOLE].reverse()]);
  expect(questions).toEqual(['this destroys 4 resources of 4 stacks and what they hold; type atlas to go on: ']);
});

test('less than a cluster is confirmed stack by stack', async () => {
  const { destroy } = await given();
  const { code, questions, destroyed } = await destroy(['atlas-support', HUB], 'atlas-support');
  expect(questions).toHaveLength(2);
  expect([code, destroyed]).toEqual([1, []]);
});

test('what is not there is not asked for', async () => {
  const { destroy } = await given(nothing);
  const { code, questions, destroyed, stdout } = await destroy([HUB]);
  expect([code, questions, destroyed]).toEqual([0, [], []]);
  expect(stdout).toContain(`${HUB}  no-changes\n`);
});

test('guarded storage is refused, and then nothing else is destroyed either', async () => {
  const { destroy } = await given(guarded);
  const { code, questions, destroyed, stdout } = await destroy(['--cluster', 'atlas'], 'atlas');
  expect([code, questions, destroyed]).toEqual([1, [], []]);
  expect(stdout).toContain(
    [
      'atlas           skipped  because of atlas-data',
      'atlas-data      refused  +0 ~0 -/+0 -1, 1 error',
      'atlas-support   skipped  because of atlas-data',
      `${HUB}  skipped  because of atlas-data\n`,
    ].join('\n'),
  );
  expect(stdout).toContain(
    'atlas-data: the plan would delete or replace what prevent_destroy guards; undo the change, or see data-loss/stateful-change with hubfleet explain\n',
  );
});

test('what holds data but is not guarded goes with the name, and is told', async () => {
  const release = planned(
    ['delete'],
    { before: { chart: 'jupyterhub', name: 'hub' }, after: null },
    { address: RELEASE, type: 'helm_release', name: 'hub' },
  );
  const { destroy } = await given({ ...deletes, show: { stdout: planJson([release]) } });
  const { code, destroyed, stdout } = await destroy([HUB], HUB);
  expect([code, destroyed]).toEqual([0, [HUB]]);
  expect(stdout).toContain(`warning atlas-research ${RELEASE}`);
});

test('storage that is no longer in the files does not go with a name', async () => {
  const left = planned(
    ['delete'],
    { before: { id: 'fs-2' }, after: null },
    { address: 'aws_efs_file_system.old', type: 'aws_efs_file_system', name: 'old' },
  );
  const { destroy } = await given({ ...deletes, show: { stdout: planJson([left]) } });
  const { code, destroyed, stdout } = await destroy(['atlas-data', 'atlas-support', HUB], 'atlas-data');
  expect([code, destroyed]).toEqual([1, []]);
  expect(stdout).toContain('atlas-data      refused  +0 ~0 -/+0 -1, 1 error\n');
});

test('guarded storage goes when a waiver names it, and the name was typed', async () => {
  const waiver = {
    rule: 'data-loss/stateful-change',
    match: 'aws_efs_file_system.*',
    reason: 'copied to the lake',
    owner: 'ann',
    expires: '2026-11-22',
  };
  const { fake, destroy } = await given(guarded, { 'atlas/waivers.yaml': [waiver] });
  const { code, stdout } = await destroy(['atlas-data', 'atlas-support', HUB], 'x');
  // The script of this test refuses the second plan as well, as Terraform would without the change below.
  expect([code, stdout.includes('atlas-data      failed')]).toEqual([3, true]);
  const { resource } = JSON.parse(readFileSync(join(fake.dir, 'out', 'stacks', 'atlas-data', 'cdk.tf.json'), 'utf8'));
  const guards = Object.values<{ lifecycle?: { prevent_destroy?: boolean } }>(resource.aws_efs_file_system);
  expect(guards.map(({ lifecycle }) => lifecycle?.prevent_destroy)).toEqual([false]);
  expect(fake.calls.filter(({ args: [step], cwd }) => step === 'plan' && cwd.endsWith('atlas-data'))).toHaveLength(2);
});

test('a stack that cannot be planned keeps all', async () => {
  const { destroy } = await given({
    ...deletes,
    'plan atlas-support': { exitCode: 1, stderr: 'Error: Kubernetes cluster unreachable' },
  });
  const { code, destroyed, stdout } = await destroy(['atlas-support', HUB], HUB);
  expect([code, destroyed]).toEqual([3, []]);
  expect(stdout).toContain(`atlas-support   failed\n${HUB}  skipped  because of atlas-support\n`);
});

test('a stack that was not destroyed keeps what it stands on', async () => {
  const { destroy } = await given({ ...deletes, [`apply ${HUB}`]: { exitCode: 1, stderr: 'Error: busy' } });
  const { code, stdout } = await destroy(['--cluster', 'atlas'], 'atlas');
  expect(code).toBe(3);
  expect(stdout).toContain(`atlas           skipped  because of atlas-data, atlas-support, ${HUB}\n`);
});

test('--confirm stands for the question', async () => {
  const { stdin, destroy } = await given();
  stdin.isTTY = false;
  const { code, destroyed } = await destroy([HUB, '--confirm', HUB]);
  expect([code, destroyed]).toEqual([0, [HUB]]);
});

test.each([
  [[], 'destroy: nothing is selected; name stacks, or give --cluster or --hub'],
  [['atlas'], 'atlas: atlas-data, atlas-support, atlas-research need it; destroy what needs it as well, or before'],
  [['atlas-support'], 'atlas-support: atlas-research needs it; destroy what needs it as well, or before'],
  [
    [HUB, '--confirm', 'atlas'],
    `--confirm: is not what would be destroyed, got atlas; if you mean it, give --confirm ${HUB}`,
  ],
  [
    [HUB, 'atlas-support', '--confirm', HUB],
    `--confirm: is not what would be destroyed, got ${HUB}; if you mean it, give --confirm atlas-support --confirm ${HUB}`,
  ],
  [
    ['--cluster', 'atlas', '--confirm', 'atlas', '--confirm', HUB],
    `--confirm: is not what would be destroyed, got atlas, ${HUB}; if you mean it, give --confirm atlas`,
  ],
])('destroy %j begins nothing', async (args, message) => {
  const state = { stdout: JSON.stringify({ resources: [{ mode: 'managed' }] }) };
  const { fake, destroy } = await given({ ...deletes, state });
  expect(await destroy(args)).toMatchObject({ code: 2, stderr: `hubfleet: ${message}\n` });
  expect(fake.commands).not.toContain('plan');
});

test.each([
  ['nothing', ''],
  ['only what was looked up', JSON.stringify({ resources: [{ mode: 'data' }] })],
])('what needs a stack does not count with %s in its state', async (_, stdout) => {
  const { fake, destroy } = await given({ ...deletes, state: { stdout } });
  const { code, destroyed } = await destroy(['atlas'], 'atlas');
  expect([code, destroyed]).toEqual([0, ['atlas']]);
  const probes = fake.calls.filter(({ args: [step] }) => step === 'state').map(({ cwd }) => cwd.split('/').at(-2));
  expect(probes).toEqual(['atlas-data', 'atlas-support', HUB]);
});

test('a state that cannot be read is not taken for an empty one', async () => {
  const { destroy } = await given({ ...deletes, state: { exitCode: 1, stderr: 'Error: AccessDenied' } });
  expect(await destroy(['atlas'], 'atlas')).toMatchObject({ code: 3, destroyed: [] });
});

test('destroy without a terminal wants the name', async () => {
  const { stdin, destroy } = await given();
  stdin.isTTY = false;
  expect(await destroy([HUB])).toMatchObject({
    code: 2,
    stderr: 'hubfleet: destroy: there is no terminal to ask on; run it on one, or give --confirm NAME\n',
  });
});
