import { spawnSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runProgram } from '../../../src/commands/program.ts';
import { defineRollout } from '../../../src/commands/rollout.ts';
import type { RolloutRecord } from '../../../src/delivery/rollout/record.ts';
import { SECRET } from '../../health/support/visit.ts';
import { exampleCluster, exampleHub, exampleOrganization, type Files, writeFleet } from '../../support/fleet.ts';
import { FakeTerraform, type Scripted } from '../../terraform/support/fake-terraform.ts';
import { planJson, planned } from '../../terraform/support/plan.ts';
import { startWorkingHub } from './support/working-hub.ts';

const changed = planJson([planned(['update'], { before: { tags: { a: '1' } }, after: { tags: { a: '2' } } })]);
const changes = { plan: { exitCode: 2, plan: 'plan' }, show: { stdout: changed } };
const unchanged = { exitCode: 0, plan: 'plan' };
const deleted = planJson([
  planned(
    ['delete'],
    { before: { id: 'fs-1' } },
    { address: 'aws_efs_file_system.homes', type: 'aws_efs_file_system', name: 'homes' },
  ),
]);

// A login that sends nobody anywhere: the checks must not leave this machine.
const authentication = { kind: 'lti11', consumerKey: 'course', consumerSecret: 'variable:lti_secret' };

const hub = (name: string, stage: string, keys: object = {}) =>
  exampleHub({ domain: `${name}.atlas.example`, stage, authentication, ...keys });

const organization = (keys: object = {}) =>
  exampleOrganization({ policies: { levels: { 'security/hub-open-login': 'off' } }, ...keys });

/** Cluster `atlas` with a hub for staging, one for canary and three for production. */
const fleet: Files = {
  'fleet.yaml': organization(),
  'atlas/hubs/research.yaml': undefined,
  'atlas/hubs/s1.yaml': hub('s1', 'staging'),
  'atlas/hubs/c1.yaml': hub('c1', 'canary'),
  'atlas/hubs/p1.yaml': hub('p1', 'production'),
  'atlas/hubs/p2.yaml': hub('p2', 'production'),
  'atlas/hubs/p3.yaml': hub('p3', 'production'),
};

const lake = {
  'lake/cluster.yaml': exampleCluster({ account: '210987654322' }),
  'lake/hubs/s2.yaml': hub('s2', 'staging'),
  'lake/hubs/q1.yaml': hub('q1', 'production'),
};

interface Given {
  readonly script?: Record<string, Scripted>;
  readonly files?: Files;
  /** Hubs, as `<cluster>/<hub>`, that do not work. */
  readonly sick?: Set<string>;
}

/** The command on a fleet, with a scripted Terraform, a scripted Helm and scripted hubs. */
async function given({ script = changes, files = {}, sick = new Set() }: Given = {}) {
  const fake = new FakeTerraform(script);
  onTestFinished(() => fake[Symbol.dispose]());
  const fleetDir = await writeFleet({ ...fleet, ...files });
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const signals = new EventEmitter();
  const entries = [{ name: 'rollout', summary: 'rollout', load: async () => defineRollout({ signals, stdin }) }];
  const env: Record<string, string | undefined> = {
    PATH: process.env.PATH,
    TERRAFORM_BINARY_NAME: './terraform',
    HUBFLEET_HEALTH_TOKEN: SECRET,
    USER: 'ann',
  };
  const names = [
    'atlas/s1',
    'atlas/c1',
    'atlas/p1',
    'atlas/p2',
    'atlas/p3',
    ...('lake/cluster.yaml' in files ? ['lake/s2', 'lake/q1'] : []),
  ];
  const hubs = await Promise.all(
    names.map(async (name) => [name, await startWorkingHub(() => !sick.has(name))] as const),
  );
  onTestFinished(async () => void (await Promise.all(hubs.map(([, each]) => each.close()))));
  const urlsOf = (selected: readonly string[]) =>
    selected.flatMap((name) => ['--url', `${name}=${hubs.find(([each]) => each === name)?.[1].url.href}`]);
  const run = async (args: readonly string[], checked: readonly string[] = checkedBy(args, names)) => {
    let stdout = '';
    let stderr = '';
    const context = {
      stdout: {
        write: (text: string) => {
          stdout += text;
          signals.emit('stdout', text);
        },
      },
      stderr: {
        write: (text: string) => {
          stderr += text;
          signals.emit('stderr', text);
        },
      },
      cwd: fake.dir,
      env,
      now: () => new Date(),
    };
    const checks = checked.length > 0 ? [...urlsOf(checked), '--attempts', 'api=1', '--attempts', 'login=1'] : [];
    const line = ['rollout', ...args, ...checks, '--fleet', fleetDir, '--out', 'out'];
    const code = await runProgram(line, context, entries);
    return { code, stdout, stderr };
  };
  const records = (): RolloutRecord[] =>
    readdirSync(join(fake.dir, 'rollouts'))
      .filter((name) => name.endsWith('.json'))
      .map((name): RolloutRecord => JSON.parse(readFileSync(join(fake.dir, 'rollouts', name), 'utf8')))
      // Names of two that began in the same second are in no order.
      .sort((a, b) => Date.parse(a.startedAt) - Date.parse(b.startedAt));
  const applied = () =>
    fake.calls
      .filter(({ args }) => args[0] === 'apply')
      .map(({ cwd }) => cwd.split('/').slice(-3).join('/').replace('out/stacks/', ''));
  const outcomes = () =>
    Object.fromEntries((records().at(-1)?.stacks ?? []).map(({ stack, outcome }) => [stack, outcome]));
  return { fake, fleetDir, stdin, signals, env, run, records, applied, outcomes };
}

/** Hubs that the command line selects. */
function checkedBy(args: readonly string[], names: readonly string[]): string[] {
  const asked = args.filter((_, index) => args[index - 1] === '--hub');
  return names.filter((name) => asked.length === 0 || asked.includes(name.split('/')[1] ?? ''));
}

/** Selects hubs, without what their cluster shares. */
const only = (...hubs: string[]) => hubs.flatMap((name) => ['--hub', name]);

/** A Helm that writes down its calls and answers with a history. */
function scriptHelm(dir: string, history: object[], rollback: { exitCode?: number; stderr?: string } = {}) {
  const file = join(dir, 'helm');
  writeFileSync(
    file,
    `#!${process.execPath}
const { appendFileSync } = require('node:fs');
const args = process.argv.slice(2);
appendFileSync(${JSON.stringify(join(dir, 'helm.jsonl'))}, JSON.stringify(args) + '\\n');
if (args[0] === 'history') process.stdout.write(${JSON.stringify(JSON.stringify(history))});
else { process.stderr.write(${JSON.stringify(rollback.stderr ?? '')}); process.exitCode = ${rollback.exitCode ?? 0}; }
`,
  );
  chmodSync(file, 0o755);
  return () =>
    existsSync(join(dir, 'helm.jsonl'))
      ? readFileSync(join(dir, 'helm.jsonl'), 'utf8')
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line) as string[])
      : [];
}

const first = ['atlas', 'atlas-data', 'atlas-support'];

describe('waves', () => {
  test('go from what clusters share over staging and canary to production, in batches', async () => {
    const { run, applied, records } = await given();
    const { code, stdout } = await run(['--yes', '--parallel', '1', '--batches', 'production=1,2']);
    expect(stdout).toContain('8 of 8 stacks done; record: ');
    expect(code).toBe(0);
    expect(applied()).toEqual([...first, 'atlas-s1', 'atlas-c1', 'atlas-p1', 'atlas-p2', 'atlas-p3']);
    const batches = stdout.split('\n').filter((line) => /^wave \S+, batch/.test(line));
    expect(batches).toEqual([
      'wave support, batch 1 of 1: atlas, atlas-data, atlas-support',
      'wave staging, batch 1 of 1: atlas-s1',
      'wave canary, batch 1 of 1: atlas-c1',
      'wave production, batch 1 of 2: atlas-p1',
      'wave production, batch 2 of 2: atlas-p2, atlas-p3',
    ]);
    expect(records()).toHaveLength(1);
  });

  test('take their sizes from fleet.yaml, unless the command line says otherwise', async () => {
    const rollout = { batches: { production: [2, 1] }, haltAt: '50%' };
    const { run } = await given({ files: { 'fleet.yaml': organization({ rollout }) } });
    const own = await run(['--dry-run', '--format', 'json'], []);
    expect(JSON.parse(own.stdout)).toMatchObject({
      settings: { batches: { support: [1, 5, 20], production: [2, 1] }, haltAt: '50%', rollback: 'auto', verify: true },
      waves: [{}, {}, {}, { name: 'production', batches: [['atlas-p1', 'atlas-p2'], ['atlas-p3']] }],
    });
    const other = await run(['--dry-run', '--format', 'json', '--batches', 'production=4', '--halt-at', '2'], []);
    expect(JSON.parse(other.stdout)).toMatchObject({ settings: { batches: { production: [4] }, haltAt: 2 } });
  });

  test('are printed by a dry run, which neither runs Terraform nor leaves a record', async () => {
    const hold = { reason: 'exams until then', until: '2099-01-31' };
    const { fake, run } = await given({ files: { 'atlas/hubs/p2.yaml': hub('p2', 'production', { hold }) } });
    expect(await run(['--dry-run'], [])).toEqual({
      code: 0,
      stderr: '',
      stdout: `wave support
  batch 1 of 1: atlas, atlas-data, atlas-support
wave staging
  batch 1 of 1: atlas-s1
wave canary
  batch 1 of 1: atlas-c1
wave production
  batch 1 of 2: atlas-p1
  batch 2 of 2: atlas-p3
held: atlas-p2, hold of atlas/p2 until 2099-01-31: exams until then
hubs are checked after each batch; a failed hub is taken back; the rollout halts at 1 failed
`,
    });
    expect(fake.calls).toEqual([]);
    expect(existsSync(join(fake.dir, 'rollouts'))).toBe(false);
  });

  test('hold only what is selected', async () => {
    const { run } = await given();
    const { stdout } = await run(['--dry-run', '--hub', 'p*'], []);
    expect(stdout).toContain('wave production\n  batch 1 of 2: atlas-p1\n  batch 2 of 2: atlas-p2, atlas-p3\n');
    expect(stdout).not.toContain('wave staging');
  });
});

describe('a base', () => {
  test('leaves what is the same as in it, but takes the hubs of a touched cluster along', async () => {
    const { fleetDir, run } = await given({ files: lake });
    const base = await writeFleet({ ...fleet, ...lake });
    expect(await run(['--base', base], [])).toEqual({ code: 0, stdout: 'nothing to roll out\n', stderr: '' });
    await cp(
      await writeFleet({
        ...fleet,
        ...lake,
        'lake/cluster.yaml': exampleCluster({ account: '210987654322', kubernetesVersion: '1.34' }),
        'atlas/hubs/p3.yaml': hub('p3', 'production', { admins: ['ann'] }),
      }),
      fleetDir,
      { recursive: true },
    );
    const { stdout } = await run(['--dry-run', '--base', base, '--format', 'json'], []);
    expect(JSON.parse(stdout).waves).toEqual([
      { name: 'support', batches: [expect.arrayContaining(['lake', 'lake-data', 'lake-support'])] },
      { name: 'staging', batches: [['lake-s2']] },
      { name: 'production', batches: [['atlas-p3'], ['lake-q1']] },
    ]);
  });

  test('knows no cluster that is not there', async () => {
    const { fleetDir, run } = await given();
    const { code, stderr } = await run(['--dry-run', '--base', fleetDir, '--cluster', 'lagoon'], []);
    expect([code, stderr.replaceAll(fleetDir, 'FLEET')]).toEqual([
      2,
      "hubfleet: cluster 'lagoon' is not in FLEET; choose from atlas\n",
    ]);
  });

  test('names what is gone, which a rollout does not destroy', async () => {
    const { run } = await given();
    const base = await writeFleet({ ...fleet, 'atlas/hubs/old.yaml': hub('old', 'production') });
    const { stdout } = await run(['--dry-run', '--base', base], []);
    expect(stdout).toContain('removed from the fleet, and not destroyed by a rollout: atlas-old\n');
  });
});

describe('what is pending', () => {
  test('is what no rollout has finished as it is now, by the records', async () => {
    const sick = new Set(['atlas/c1']);
    const { fake, fleetDir, run } = await given({ sick });
    scriptHelm(fake.dir, []);
    const wavesOf = async () => {
      const { stdout } = await run(['--dry-run', '--pending', '--format', 'json', ...only('s1', 'c1', 'p1')], []);
      return JSON.parse(stdout).waves.flatMap(({ batches }: { batches: string[][] }) => batches.flat());
    };
    // Nothing of the cluster was ever rolled out, so its hubs are taken along.
    expect(await wavesOf()).toEqual(['atlas-s1', 'atlas-c1', 'atlas-p1']);
    await run(['--yes', 'atlas', 'atlas-data', 'atlas-support'], []);
    expect(await wavesOf()).toEqual(['atlas-s1', 'atlas-c1', 'atlas-p1']);
    await run(['--yes', '--helm-binary', './helm', ...only('s1', 'c1')]);
    expect(await wavesOf()).toEqual(['atlas-c1', 'atlas-p1']);
    const files = { ...fleet, 'atlas/hubs/s1.yaml': hub('s1', 'staging', { admins: ['ann'] }) };
    await cp(await writeFleet(files), fleetDir, { recursive: true });
    expect(await wavesOf()).toEqual(['atlas-s1', 'atlas-c1', 'atlas-p1']);
  });

  test('does not go with a base', async () => {
    const { run } = await given();
    expect(await run(['--dry-run', '--pending', '--base', '.'], [])).toMatchObject({
      code: 2,
      stderr: 'hubfleet: --pending: stands beside --base; keep one of them\n',
    });
  });
});

describe('a hub that does not work', () => {
  test('halts the rollout after its batch, and is taken back to the version that worked', async () => {
    const sick = new Set<string>();
    const { fake, fleetDir, run, records, outcomes, applied } = await given({ sick });
    expect((await run(['--yes', ...only('s1', 'c1')])).code).toBe(0);
    const good = records()[0]?.stacks.find(({ stack }) => stack === 'atlas-c1')?.hash;
    await cp(await writeFleet({ ...fleet, 'atlas/hubs/c1.yaml': hub('c1', 'canary', { admins: ['ann'] }) }), fleetDir, {
      recursive: true,
    });
    sick.add('atlas/c1');
    const before = applied().length;
    const { code, stdout } = await run(['--yes', '--parallel', '1', ...only('s1', 'c1', 'p1')]);
    expect(code).toBe(1);
    expect(applied().slice(before)).toEqual(['atlas-s1', 'atlas-c1', 'rollback/stacks/atlas-c1']);
    expect(outcomes()).toEqual({ 'atlas-s1': 'done', 'atlas-c1': 'unhealthy', 'atlas-p1': 'waiting' });
    const record = records().at(-1);
    expect(record).toMatchObject({
      outcome: 'halted',
      halt: 'wave canary, batch 1 of 1: 1 of 2 failed, and it halts at 1',
    });
    expect(record?.stacks.find(({ stack }) => stack === 'atlas-c1')).toMatchObject({
      health: { verdict: 'unhealthy', broken: [{ layer: 'api', cause: 'the API was answered with status 500' }] },
      rollbacks: [{ how: 'terraform', outcome: 'done', to: good }],
      healthAfter: { verdict: 'unhealthy' },
    });
    expect(stdout).toContain(`taken back by Terraform to ${good?.slice(0, 12)}`);
    expect(stdout).toContain('halted in wave canary, batch 1 of 1: 1 of 2 failed, and it halts at 1\n');
    expect(stdout).toContain(`mend the cause, then go on with: hubfleet rollout --resume ${record?.id}\n`);
    // The version that went back is not what lies there for the next plan.
    expect(existsSync(join(fake.dir, 'out', 'rollback', 'stacks', 'atlas-c1'))).toBe(false);
  });

  test('is taken back by Helm to the revision before the rollout when no version is known', async () => {
    const { fake, run, records } = await given({ sick: new Set(['atlas/s1']) });
    const helm = scriptHelm(fake.dir, [
      { revision: 6, updated: '2026-11-01T08:00:00Z', status: 'superseded', description: 'Upgrade complete' },
      { revision: 7, updated: '2026-11-02T08:00:00Z', status: 'failed', description: 'Upgrade failed' },
      {
        revision: 8,
        updated: new Date(Date.now() + 60_000).toISOString(),
        status: 'deployed',
        description: 'Upgrade complete',
      },
    ]);
    const { code } = await run(['--yes', '--helm-binary', './helm', ...only('s1')]);
    expect(code).toBe(1);
    const place = ['--namespace=s1', '--kube-context=arn:aws:eks:us-west-2:210987654321:cluster/atlas'];
    expect(helm()).toEqual([
      ['history', 's1', '--max=20', '--output=json', ...place],
      ['rollback', 's1', '6', '--wait', '--timeout=900s', '--cleanup-on-fail', ...place],
    ]);
    expect(records()[0]?.stacks.find(({ stack }) => stack === 'atlas-s1')?.rollbacks).toMatchObject([
      { how: 'helm', outcome: 'done', to: 's1 6' },
    ]);
  });

  test('that Helm took back is not called done when Terraform sees nothing to do', async () => {
    const sick = new Set(['atlas/s1']);
    const { fake, run, outcomes } = await given({ sick });
    scriptHelm(fake.dir, [
      { revision: 1, updated: '2026-11-01T08:00:00Z', status: 'superseded' },
      { revision: 2, updated: new Date(Date.now() + 60_000).toISOString(), status: 'deployed' },
    ]);
    await run(['--yes', '--helm-binary', './helm', ...only('s1')]);
    sick.clear();
    fake.script({ ...changes, 'plan atlas-s1': unchanged, 'show atlas-s1': { stdout: planJson([]) } });
    const { code, stdout } = await run(['--yes', '--resume', '--helm-binary', './helm'], ['atlas/s1']);
    expect(code).toBe(3);
    expect(outcomes()).toMatchObject({ 'atlas-s1': 'failed' });
    expect(stdout).toContain(
      'Terraform sees nothing to do, because Helm took the release back behind it; change the files',
    );
  });

  test('stays as it is when nobody wants it taken back', async () => {
    const { run, records, applied } = await given({ sick: new Set(['atlas/s1']) });
    await run(['--yes', '--rollback', 'none', '--parallel', '1', ...only('s1', 'c1')]);
    expect(applied()).toEqual(['atlas-s1']);
    expect(records()[0]?.stacks.find(({ stack }) => stack === 'atlas-s1')?.rollbacks).toBeUndefined();
  });

  test('holds back the later hubs of its cluster, and no others, while the rollout may go on', async () => {
    const { fake, run, outcomes } = await given({ files: lake, sick: new Set(['atlas/s1']) });
    scriptHelm(fake.dir, [], {});
    const { code, stdout } = await run([
      ...['--yes', '--halt-at', '2', '--helm-binary', './helm'],
      ...only('s1', 'c1', 'p1', 's2', 'q1'),
    ]);
    expect(outcomes()).toMatchObject({
      'atlas-s1': 'unhealthy',
      'atlas-c1': 'skipped',
      'atlas-p1': 'skipped',
      'lake-s2': 'done',
      'lake-q1': 'done',
    });
    expect(stdout).toContain('atlas-c1  skipped  because of atlas-s1\n');
    expect(stdout).toContain(
      'Helm could not take it back: s1 has no revision that worked before; it is a first installation',
    );
    // Nobody could take it back.
    expect(code).toBe(3);
  });

  test('is told by a share of those begun', async () => {
    const sick = new Set(['atlas/p2']);
    const { fake, run, records } = await given({ sick });
    scriptHelm(fake.dir, []);
    await run([
      ...['--yes', '--halt-at', '25%', '--batches', 'production=2,1', '--helm-binary', './helm'],
      ...only('s1', 'c1', 'p1', 'p2', 'p3'),
    ]);
    expect(records()[0]?.halt).toBe('wave production, batch 1 of 2: 1 of 4 failed, and it halts at 25%');
  });

  test('that stays as it is, is not taken back, though what its cluster got has hurt it', async () => {
    const { run, records, applied } = await given({
      sick: new Set(['atlas/s1']),
      script: { ...changes, 'plan atlas-s1': unchanged, 'show atlas-s1': { stdout: planJson([]) } },
    });
    const { code } = await run(['--yes', '--parallel', '1']);
    expect(code).toBe(1);
    expect(applied()).toEqual(first);
    const entry = records()[0]?.stacks.find(({ stack }) => stack === 'atlas-s1');
    expect(entry).toMatchObject({ outcome: 'unhealthy', applied: false });
    expect(entry?.rollbacks).toBeUndefined();
  });
});

describe('a stack', () => {
  test('that the policies refuse is not applied, stops what is below, and is told with its rule', async () => {
    const { run, outcomes, applied, records } = await given({
      script: { ...changes, 'show atlas-data': { stdout: deleted } },
    });
    const { code, stdout } = await run(['--yes', '--parallel', '1']);
    expect(code).toBe(1);
    expect(applied()).toEqual(['atlas']);
    expect(outcomes()).toMatchObject({ 'atlas-data': 'refused', 'atlas-support': 'skipped', 'atlas-s1': 'skipped' });
    expect(stdout).toContain('data-loss/stateful-change');
    expect(records()[0]).toMatchObject({ outcome: 'incomplete' });
    expect(records()[0]?.stacks.find(({ stack }) => stack === 'atlas-data')?.forbiddenBy).toEqual([
      'data-loss/stateful-change',
    ]);
  });

  test('that Terraform fails at ends with 3, and a hub of it is taken back only when something was applied', async () => {
    const { fake, run, outcomes } = await given({
      script: { ...changes, 'plan atlas-s1': { exitCode: 1, stderr: 'Error: no credentials' } },
    });
    const helm = scriptHelm(fake.dir, []);
    const { code, stdout } = await run(['--yes', '--helm-binary', './helm', ...only('s1', 'c1')]);
    expect(code).toBe(3);
    expect(outcomes()).toMatchObject({ 'atlas-s1': 'failed', 'atlas-c1': 'waiting' });
    expect(stdout).toContain('Error: no credentials');
    expect(helm()).toEqual([]);
  });

  test('whose application fails is taken back', async () => {
    const { fake, run } = await given({
      script: { ...changes, 'apply atlas-s1': { exitCode: 1, stderr: 'Error: timed out' } },
    });
    const helm = scriptHelm(fake.dir, [{ revision: 3, updated: '2026-11-01T08:00:00Z', status: 'deployed' }]);
    const { code, stdout } = await run(['--yes', '--helm-binary', './helm', ...only('s1', 'c1')]);
    expect(code).toBe(3);
    expect(helm().map(([command]) => command)).toEqual(['history']);
    expect(stdout).toContain('Helm found it as it was to s1 3');
  });
});

describe('a hold', () => {
  const until = (day: string) => ({ reason: 'exams until then', until: day });

  test('of a hub keeps it out, and names it', async () => {
    const { run, applied, records } = await given({
      files: { 'atlas/hubs/p1.yaml': hub('p1', 'production', { hold: until('2099-01-31') }) },
    });
    const { code, stdout } = await run(['--yes', ...only('p1', 'p2')], ['atlas/p2']);
    expect(code).toBe(0);
    expect(applied()).not.toContain('atlas-p1');
    expect(stdout).toContain('atlas-p1  held  hold of atlas/p1 until 2099-01-31: exams until then\n');
    expect(records()[0]).toMatchObject({ outcome: 'done' });
  });

  test('of a cluster keeps all its stacks out', async () => {
    const cluster = exampleCluster({ account: '210987654322', hold: until('2099-01-31') });
    const { run, outcomes } = await given({ files: { ...lake, 'lake/cluster.yaml': cluster } });
    await run(['--yes', 'atlas-p1', 'lake*'], ['atlas/p1']);
    for (const stack of ['lake', 'lake-data', 'lake-support', 'lake-s2', 'lake-q1'])
      expect(outcomes()[stack]).toBe('held');
    expect(outcomes()['atlas-p1']).toBe('done');
  });

  test('that is over keeps nothing out, and is told', async () => {
    const { run } = await given({
      files: { 'atlas/hubs/p1.yaml': hub('p1', 'production', { hold: until('2020-01-31') }) },
    });
    const { stdout } = await run(['--dry-run'], []);
    expect(stdout).toContain('batch 1 of 2: atlas-p1\n');
    expect(stdout).toContain('the hold of atlas/p1 ended on 2020-01-31, take it out of the file: exams until then\n');
  });
});

describe('resuming', () => {
  test('a halted rollout repeats nothing that is finished, and tries again what is not', async () => {
    const sick = new Set(['atlas/p1']);
    const { fake, fleetDir, run, applied, records, outcomes } = await given({ sick });
    scriptHelm(fake.dir, []);
    await run([
      ...['--yes', '--parallel', '1', '--batches', 'production=1', '--helm-binary', './helm'],
      ...only('s1', 'p1', 'p2'),
    ]);
    const before = applied().length;
    sick.clear();
    await cp(
      await writeFleet({ ...fleet, 'atlas/hubs/p1.yaml': hub('p1', 'production', { admins: ['ann'] }) }),
      fleetDir,
      { recursive: true },
    );
    const { code, stdout } = await run(['--resume', '--yes', '--parallel', '1'], ['atlas/s1', 'atlas/p1', 'atlas/p2']);
    expect(code).toBe(0);
    expect(applied().slice(before)).toEqual(['atlas-p1', 'atlas-p2']);
    expect(stdout).toContain('1 stack done earlier\n');
    expect(records()).toHaveLength(2);
    const [halted, resumed] = records();
    expect(halted).toMatchObject({ outcome: 'halted' });
    // It goes by what the first was told.
    expect(resumed).toMatchObject({ outcome: 'done', resumes: halted?.id, settings: { batches: { production: [1] } } });
    expect(Object.values(outcomes())).toEqual(Array(3).fill('done'));
    expect(resumed?.stacks.filter(({ earlier }) => earlier).map(({ stack }) => stack)).toEqual(['atlas-s1']);
  });

  test('finished stacks whose files have changed are rolled out again', async () => {
    const sick = new Set(['atlas/c1']);
    const { fake, fleetDir, run, applied } = await given({ sick });
    scriptHelm(fake.dir, []);
    await run(['--yes', '--parallel', '1', '--helm-binary', './helm', ...only('s1', 'c1')]);
    const before = applied().length;
    sick.clear();
    await cp(
      await writeFleet({ ...fleet, 'atlas/hubs/s1.yaml': hub('s1', 'staging', { admins: ['ann'] }) }),
      fleetDir,
      { recursive: true },
    );
    await run(['--resume', '--yes', '--parallel', '1'], ['atlas/s1', 'atlas/c1']);
    expect(applied().slice(before, before + 2)).toEqual(['atlas-s1', 'atlas-c1']);
  });

  test('what was interrupted is begun anew, and ended with the code of the signal', async () => {
    const { fake, signals, run, applied, records } = await given({
      script: { ...changes, 'apply atlas-s1': { exitCode: 1, waitForSignals: 1 } },
    });
    signals.on('stderr', (text) => {
      if (text.endsWith('waiting\n')) signals.emit('SIGINT');
    });
    expect((await run(['--yes', '--parallel', '1', ...only('s1', 'c1')])).code).toBe(130);
    expect(records()[0]).toMatchObject({ outcome: 'interrupted' });
    expect(applied()).toEqual(['atlas-s1']);
    fake.script(changes);
    expect((await run(['--resume', '--yes', '--parallel', '1'], ['atlas/s1', 'atlas/c1'])).code).toBe(0);
    expect(applied()).toEqual(['atlas-s1', 'atlas-s1', 'atlas-c1']);
  });

  test('what was applied but not checked is only checked', async () => {
    const { signals, run, applied, outcomes, records } = await given();
    signals.on('stdout', (text) => {
      if (text === '  checking atlas-s1\n' && records().length === 1) signals.emit('SIGINT');
    });
    expect((await run(['--yes', ...only('s1')])).code).toBe(130);
    expect(outcomes()).toEqual({ 'atlas-s1': 'unverified' });
    expect((await run(['--resume', '--yes'], ['atlas/s1'])).code).toBe(0);
    expect(applied()).toEqual(['atlas-s1']);
    expect(records().at(-1)?.stacks).toMatchObject([
      { outcome: 'done', applied: true, health: { verdict: 'healthy' } },
    ]);
  });

  test('is refused when there is nothing to resume', async () => {
    const { fake, run } = await given();
    expect(await run(['--resume', '--yes'], [])).toMatchObject({
      code: 2,
      stderr: `hubfleet: --resume: there is no rollout in ${join(fake.dir, 'rollouts')}; start one, or name its folder with --records\n`,
    });
    await run(['--yes', '--hub', 's1'], ['atlas/s1']);
    const { stderr } = await run(['--resume', '--yes'], []);
    expect(stderr).toMatch(/^hubfleet: --resume: rollout \S+ is done; start a new one\n$/);
    expect((await run(['--resume', 'other', '--yes'], [])).stderr).toMatch(
      /^hubfleet: --resume: there is no rollout other in /,
    );
    expect((await run(['--resume', '--hub', 's1', '--yes'], [])).stderr).toBe(
      'hubfleet: --resume: goes on with the stacks of that rollout; leave out what selects others\n',
    );
  });
});

test('a record says who rolled out what, how long it took and what came of it', async () => {
  const { env, run, records } = await given();
  Object.assign(env, {
    GITHUB_ACTOR: 'odc-amara',
    GITHUB_RUN_ID: '77',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'odc/fleet',
  });
  const { stdout, stderr } = await run(['--yes', '--hub', 's1', '--format', 'json'], ['atlas/s1']);
  const [record] = records();
  expect(JSON.parse(stdout)).toEqual(record);
  expect(stderr).toContain('wave staging, batch 1 of 1: atlas-s1');
  expect(record).toEqual({
    version: 1,
    id: expect.stringMatching(/^\d{8}T\d{9}Z-[0-9a-f]{6}$/),
    who: { user: 'odc-amara', host: expect.any(String), pipeline: 'https://github.com/odc/fleet/actions/runs/77' },
    what: { hubfleet: expect.stringMatching(/^\d/), selection: { cluster: [], hub: ['s1'], stack: [] } },
    settings: {
      batches: { support: [1, 5, 20], staging: [20], canary: [5], production: [1, 5, 20] },
      haltAt: 1,
      rollback: 'auto',
      verify: true,
    },
    startedAt: expect.any(String),
    endedAt: expect.any(String),
    seconds: expect.any(Number),
    outcome: 'done',
    stacks: [
      {
        stack: 'atlas-s1',
        cluster: 'atlas',
        hub: 's1',
        layer: 'hub',
        wave: 'staging',
        batch: 1,
        hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        outcome: 'done',
        startedAt: expect.any(String),
        seconds: expect.any(Number),
        changes: { update: 1 },
        applied: true,
        health: { verdict: 'healthy', seconds: expect.any(Number), broken: [] },
      },
    ],
  });
  expect(JSON.stringify(record)).not.toContain(SECRET);
});

describe('before anything is rolled out', () => {
  test('a question is asked once, and takes nothing but yes', async () => {
    const { fake, stdin, signals, run } = await given();
    signals.on('stderr', (text) => {
      if (text.startsWith('roll out')) stdin.write('y\n');
    });
    const { code, stderr } = await run(['--hub', 's1'], ['atlas/s1']);
    expect(code).toBe(1);
    expect(stderr).toContain('roll out 1 stack in 1 wave? type yes: ');
    expect(fake.commands).toEqual(['version']);
    expect(existsSync(join(fake.dir, 'rollouts'))).toBe(false);
  });

  test('the token of the health check is wanted', async () => {
    const { fake, env, run } = await given();
    delete env.HUBFLEET_HEALTH_TOKEN;
    const { code, stderr } = await run(['--yes', '--hub', 's1'], []);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        'hubfleet: s1: there is no token; set HUBFLEET_HEALTH_TOKEN or HUBFLEET_HEALTH_TOKEN_ATLAS_S1, or give --token-file, or give --no-verify\n',
    });
    expect(fake.calls).toEqual([]);
    expect((await run(['--yes', '--hub', 's1', '--no-verify'], [])).code).toBe(0);
  });

  test('a rollout that runs with the same records is respected, and one that died is not', async () => {
    const { fake, run } = await given();
    await run(['--yes', '--hub', 's1'], ['atlas/s1']);
    const lock = join(fake.dir, 'rollouts', 'running.lock');
    expect(existsSync(lock)).toBe(false);
    const died = spawnSync(process.execPath, ['--version']).pid;
    writeFileSync(lock, JSON.stringify({ id: 'x', pid: died, host: hostname() }));
    expect((await run(['--yes', '--hub', 's1'], ['atlas/s1'])).code).toBe(0);
    writeFileSync(lock, JSON.stringify({ id: 'x', pid: process.pid, host: hostname() }));
    expect((await run(['--yes', '--hub', 's1'], ['atlas/s1'])).code).toBe(1);
    writeFileSync(lock, JSON.stringify({ id: 'x', pid: 1, host: 'elsewhere' }));
    expect(await run(['--yes', '--hub', 's1'], ['atlas/s1'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(
        `hubfleet: ${lock}: rollout x runs on elsewhere; wait until it ends, or remove the file if it died\n`,
      ),
    });
  });

  test.each([
    [
      ['--batches', 'friday=1'],
      "option '--batches <wave=sizes...>' argument 'friday=1' is invalid. it must be <wave>=<size>,<size>… with sizes from 1; waves are support, staging, canary, production.",
    ],
    [
      ['--batches', 'canary=0'],
      "option '--batches <wave=sizes...>' argument 'canary=0' is invalid. it must be <wave>=<size>,<size>… with sizes from 1; waves are support, staging, canary, production.",
    ],
    [
      ['--halt-at', '0'],
      "option '--halt-at <n>' argument '0' is invalid. it must be a whole number from 1, or a share from 1% to 100%.",
    ],
    [
      ['--halt-at', '101%'],
      "option '--halt-at <n>' argument '101%' is invalid. it must be a whole number from 1, or a share from 1% to 100%.",
    ],
    [
      ['--url', 's1'],
      "option '--url <cluster/hub=url...>' argument 's1' is invalid. it must be <cluster>/<hub>=<url>.",
    ],
    [['--yes', '--url', 'atlas/x=http://127.0.0.1:1'], '--url: atlas/x is no hub of this rollout'],
    [['--cluster', 'lagoon'], "cluster 'lagoon' is not in FLEET; choose from atlas"],
  ])('%j is wrong', async (args, message) => {
    const { fake, fleetDir, run } = await given();
    const { code, stderr } = await run(args, []);
    expect([code, stderr.replaceAll(fleetDir, 'FLEET')]).toEqual([2, `hubfleet: ${message}\n`]);
    expect(fake.calls).toEqual([]);
  });

  test('a terminal or --yes is wanted', async () => {
    const { stdin, run } = await given();
    stdin.isTTY = false;
    expect(await run([], [])).toMatchObject({
      code: 2,
      stderr:
        'hubfleet: rollout: there is no terminal to ask on; run it on one, or give --yes to roll out without a question\n',
    });
  });
});
