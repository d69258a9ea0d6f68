import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { exampleCluster } from '../support/fleet.ts';
import { changes, givenCommands } from '../terraform/support/commands.ts';

const CLUSTER = ['atlas', 'atlas-data'];
const QUOTA = { exitCode: 1, stderr: 'Error: quota' };

beforeAll(async () => void (await import('../../src/stacks/synthesize.ts')), 60_000);

/** An apply of a cluster that got through with the first of its two stacks. */
async function halfDone(script = {}) {
  const given = await givenCommands({ ...changes, 'apply atlas-data': QUOTA, ...script });
  const first = await given.run('apply', ...CLUSTER, '--yes');
  const { fake, run, clock } = given;
  fake.script(changes);
  clock.now = '2026-11-22T13:00:00Z';
  const record = join(fake.dir, 'out', 'runs', 'apply.json');
  const again = async (...args: string[]) => {
    const before = fake.calls.length;
    const result = await run('apply', ...CLUSTER, '--yes', ...args);
    const applied = fake.calls.slice(before).filter(({ args: [step] }) => step === 'apply');
    return { ...result, applied: applied.map(({ cwd }) => cwd.split('/').at(-1)) };
  };
  return { ...given, first, record, again };
}

test('--resume leaves out what is finished, and says since when', async () => {
  const { first, again } = await halfDone();
  expect(first.code).toBe(3);
  expect(first.stdout).toContain(
    'atlas-data  failed   +1 ~0 -/+0 -0\nto go on where this ended, run it again with --resume\n',
  );
  const { code, stdout, applied } = await again('--resume');
  expect([code, applied]).toEqual([0, ['atlas-data']]);
  expect(stdout).toContain(
    'atlas       finished  at 2026-11-22T12:00:00.000Z, and nothing changed since\natlas-data  applied   +1 ~0 -/+0 -0\n',
  );
});

test('a stack is done again when its files changed since', async () => {
  const { fleetDir, again } = await halfDone();
  writeFileSync(join(fleetDir, 'atlas', 'cluster.yaml'), stringify(exampleCluster({ kubernetesVersion: '1.34' })));
  expect((await again('--resume')).applied).toEqual(CLUSTER);
});

test('a stack is done again when the value of a variable changed since', async () => {
  const { clock, record, again } = await halfDone();
  clock.env = { TF_VAR_github_client_secret: 'another-secret-of-github' };
  expect((await again('--resume')).applied).toEqual(CLUSTER);
  expect(readFileSync(record, 'utf8')).not.toContain('another-secret');
});

test('without --resume everything is done again', async () => {
  const { again } = await halfDone();
  expect((await again()).applied).toEqual(CLUSTER);
});

test('a run that goes on can be gone on with itself', async () => {
  const { fake, again } = await halfDone();
  fake.script({ ...changes, 'apply atlas-data': QUOTA });
  expect((await again('--resume')).code).toBe(3);
  fake.script(changes);
  expect((await again('--resume')).applied).toEqual(['atlas-data']);
});

test.each([
  [
    'there was none',
    async () => (await givenCommands()).run('apply', '--resume', '--yes'),
    'hubfleet: --resume: there was no apply in out; run without --resume, or name its folder with --out\n',
  ],
  [
    'it got through',
    async () => {
      const { again } = await halfDone();
      await again();
      return again('--resume');
    },
    'hubfleet: --resume: the last apply in out got through with all of its stacks; run without --resume\n',
  ],
])('there is nothing to go on with when %s', async (_, act, stderr) => {
  expect(await act()).toMatchObject({ code: 2, stderr });
});

test('after a run that was killed the next says what --resume would do', async () => {
  const { record, again } = await halfDone();
  const { endedAt: _, ...killed } = JSON.parse(readFileSync(record, 'utf8'));
  killed.stacks['atlas-data'] = { outcome: 'begun', begunAt: killed.begunAt };
  writeFileSync(record, JSON.stringify(killed));
  const { stderr } = await again();
  expect(stderr).toContain('the last apply in out was killed with 1 stack to go; --resume goes on with it\n');
});

test('a record that cannot be read is none', async () => {
  const { record, again } = await halfDone();
  writeFileSync(record, '{"version":1');
  expect((await again('--resume')).code).toBe(2);
});

test('the record is written at every step, whole, for its owner only', async () => {
  const { fake, signals, run } = await givenCommands({ ...changes, init: { stdout: 'Initializing\n' } });
  const record = join(fake.dir, 'out', 'runs', 'apply.json');
  const seen: string[] = [];
  signals.on('stderr', (text: string) => {
    if (!text.includes('terraform init')) return;
    const { stacks } = JSON.parse(readFileSync(record, 'utf8'));
    seen.push(CLUSTER.map((name) => stacks[name].outcome).join());
  });
  await run('apply', ...CLUSTER, '--yes');
  expect(seen).toEqual(['begun,waiting', 'applied,begun']);
  expect(statSync(record).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(record, 'utf8'))).toMatchObject({
    version: 1,
    endedAt: '2026-11-22T12:00:00.000Z',
    stacks: { atlas: { outcome: 'applied' }, 'atlas-data': { outcome: 'applied' } },
  });
});
