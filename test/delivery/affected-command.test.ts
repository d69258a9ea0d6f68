import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { exampleCluster, exampleHub, exampleOrganization, type Files, writeFleet } from '../support/fleet.ts';
import { run } from '../support/run.ts';

const hub = (keys: object = {}) => exampleHub({ domain: 'more.atlas.example', ...keys });

async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'hubfleet-affected-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

/** What the command says of two fleets. */
async function compare(before: Files, after: Files, ...args: string[]) {
  const [base, fleet, cwd] = [await writeFleet(before), await writeFleet(after), await folder()];
  const result = await run(['affected', '--base', base, '--fleet', fleet, ...args], { cwd });
  const named = (text: string) => text.replaceAll(base, 'BASE').replaceAll(fleet, 'FLEET');
  return { ...result, stdout: named(result.stdout), stderr: named(result.stderr) };
}

const touched = (stdout: string) =>
  JSON.parse(stdout).stacks.map(({ stack, kind }: { stack: string; kind: string }) => `${stack} ${kind}`);

test('the same fleet is not touched', async () => {
  expect(await compare({}, {})).toEqual({ code: 0, stdout: 'nothing is touched: 4 stacks as in BASE\n', stderr: '' });
});

test('a change of a hub touches its stack only, and says what in it', async () => {
  const { code, stdout } = await compare({}, { 'atlas/hubs/research.yaml': exampleHub({ admins: ['ann'] }) });
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^atlas-research {2}changed\n {4}~ helm_release\.Hub_Release_\w+: values\n\n1 stack touched, 3 stacks as in BASE\n$/,
  );
});

test('what no stack holds touches nothing', async () => {
  const { stdout } = await compare({}, { 'atlas/hubs/research.yaml': exampleHub({ stage: 'production' }) });
  expect(stdout).toBe('nothing is touched: 4 stacks as in BASE\n');
});

test('a change of the cluster file touches the layers that hold it', async () => {
  const cluster = exampleCluster({
    pools: {
      core: { purpose: 'core', machineType: 'r8i-flex.large', minNodes: 1, maxNodes: 3 },
      small: { purpose: 'user', machineType: 'r5.xlarge', maxNodes: 21 },
    },
  });
  const { stdout } = await compare({}, { 'atlas/cluster.yaml': cluster }, '--format', 'json');
  expect(touched(stdout)).toContain('atlas changed');
  expect(touched(stdout)).not.toContain('atlas-data changed');
});

test('new and removed hubs are told, in the order of application', async () => {
  const { stdout } = await compare(
    { 'atlas/hubs/old.yaml': hub() },
    { 'atlas/hubs/fresh.yaml': hub() },
    '--format',
    'json',
  );
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({ version: 1, base: { name: 'BASE', kind: 'fleet' }, unchanged: 4 });
  expect(touched(stdout)).toEqual(['atlas-fresh new', 'atlas-old removed']);
  expect(report.stacks[0].changes.every(({ kind }: { kind: string }) => kind === 'added')).toBe(true);
});

test('other provider versions in a kept lock file touch a stack, other comments do not', async () => {
  const lock = (text: string) => ({ 'atlas/locks/atlas-data.terraform.lock.hcl': text });
  const changed = await compare(lock('# one\nversion = "1"\n'), lock('# two\nversion = "2"\n'));
  expect(changed.stdout).toContain('atlas-data  changed\n    ~ .terraform.lock.hcl\n');
  const same = await compare(lock('# one\nversion = "1"\n'), lock('# two\n\nversion = "1"\n'));
  expect(same.stdout).toContain('nothing is touched');
  const first = await compare({}, lock('version = "1"\n'));
  expect(first.stdout).toContain('nothing is touched');
});

test('a matrix for GitHub Actions is one line with a job per stack, and has no job for what is removed', async () => {
  const { stdout } = await compare(
    { 'atlas/hubs/old.yaml': hub() },
    { 'atlas/hubs/fresh.yaml': hub() },
    '--format',
    'github',
  );
  expect(stdout).toBe('{"include":[{"stack":"atlas-fresh","cluster":"atlas","layer":"hub","kind":"new"}]}\n');
});

test('a matrix by cluster names its stacks in the order of application', async () => {
  const change = {
    'fleet.yaml': exampleOrganization({ backend: { kind: 's3', bucket: 'odc-other', region: 'us-west-2' } }),
  };
  const { stdout } = await compare({}, change, '--format', 'github', '--by', 'cluster');
  expect(stdout).toBe('{"include":[{"cluster":"atlas","stacks":"atlas atlas-data atlas-support atlas-research"}]}\n');
});

test('a matrix for GitLab is a hidden job that others extend', async () => {
  const { stdout } = await compare({}, { 'atlas/hubs/fresh.yaml': hub() }, '--format', 'gitlab');
  expect(JSON.parse(stdout)).toEqual({
    '.affected': {
      parallel: {
        matrix: [
          {
            HUBFLEET_STACK: ['atlas-fresh'],
            HUBFLEET_CLUSTER: ['atlas'],
            HUBFLEET_LAYER: ['hub'],
            HUBFLEET_KIND: ['new'],
          },
        ],
      },
    },
  });
});

test('without anything to do, a matrix is empty and a child pipeline has one job that says so', async () => {
  expect((await compare({}, {}, '--format', 'github')).stdout).toBe('{"include":[]}\n');
  expect(JSON.parse((await compare({}, {}, '--format', 'gitlab')).stdout)).toEqual({
    '.affected': { rules: [{ when: 'never' }] },
    'nothing-touched': { script: ['echo "no stack is touched"'] },
  });
});

test('a cluster that is gone may be named, one that never was may not', async () => {
  const files = { 'lake/cluster.yaml': exampleCluster({ account: '210987654322' }) };
  const { stdout } = await compare(files, {}, '--cluster', 'lake', '--format', 'json');
  expect(touched(stdout)).toEqual(['lake removed', 'lake-data removed', 'lake-support removed']);
  expect(await compare(files, {}, '--cluster', 'lagoon')).toEqual({
    code: 2,
    stdout: '',
    stderr: "hubfleet: --cluster: 'lagoon' is neither in FLEET nor in the base; choose from atlas, lake\n",
  });
});

test('a kept synthesis is a base, and knows which stacks are hubs', async () => {
  const [old, fleet, cwd] = [await writeFleet({ 'atlas/hubs/old.yaml': hub() }), await writeFleet(), await folder()];
  await run(['synth', '--fleet', old, '--out', 'kept'], { cwd });
  const { stdout } = await run(['affected', '--base', 'kept', '--fleet', fleet, '--format', 'json'], { cwd });
  expect(JSON.parse(stdout)).toMatchObject({
    base: { kind: 'synthesis' },
    stacks: [{ stack: 'atlas-old', cluster: 'atlas', layer: 'hub', hub: 'old', kind: 'removed' }],
    unchanged: 4,
  });
  await rm(join(cwd, 'kept', 'stacks', 'atlas-data'), { recursive: true });
  expect(await run(['affected', '--base', 'kept', '--fleet', fleet], { cwd })).toMatchObject({
    code: 1,
    stderr:
      'hubfleet: kept: atlas belongs to no cluster whose data and support stacks are there too; keep the synthesis of the whole fleet\n',
  });
});

test('a commit is a base, and neither the checkout nor the repository changes', async () => {
  const cwd = await folder();
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', cwd, '-c', 'user.name=t', '-c', 'user.email=t@t.example', ...args]).toString();
  git('init', '--quiet', '--initial-branch=main');
  await writeFile(join(cwd, 'README'), 'before the fleet');
  git('add', '.');
  git('commit', '--quiet', '-m', 'begin');
  await cp(await writeFleet(), join(cwd, 'clusters'), { recursive: true });
  git('add', '.');
  git('commit', '--quiet', '-m', 'fleet');
  await cp(await writeFleet({ 'atlas/hubs/fresh.yaml': hub() }), join(cwd, 'clusters'), { recursive: true });
  const env = { PATH: process.env.PATH };
  const affected = (...args: string[]) => run(['affected', '--out', '../out', ...args], { cwd, env });
  onTestFinished(() => rm(join(cwd, '..', 'out'), { recursive: true, force: true }));
  const { stdout } = await affected('--base', 'main', '--format', 'json');
  expect(JSON.parse(stdout)).toMatchObject({ base: { name: 'main', kind: 'commit' }, unchanged: 4 });
  expect(touched(stdout)).toEqual(['atlas-fresh new']);
  expect(JSON.parse((await affected('--base', 'main~1', '--format', 'json')).stdout)).toMatchObject({ unchanged: 0 });
  expect(git('status', '--short')).toBe('?? clusters/atlas/hubs/fresh.yaml\n');
  expect(git('worktree', 'list').trim().split('\n')).toHaveLength(1);
  expect(await affected('--base', '--upload-pack=x')).toMatchObject({
    code: 1,
    stderr:
      'hubfleet: --base: there is neither a folder nor a commit --upload-pack=x; name one that is here, or fetch it (a shallow clone has only its last commit)\n',
  });
  const checkout = await folder();
  git('worktree', 'add', '--quiet', '--detach', join(checkout, 'base'), 'main');
  const other = await affected('--base', join(checkout, 'base'), '--format', 'json');
  expect(touched(other.stdout)).toEqual(['atlas-fresh new']);
});

test.each([
  [{ PATH: '/nowhere' }, 3, '--base: main is no folder, and git is not on the PATH; install it or name a folder'],
  [{ PATH: process.env.PATH }, 1, '--base: main is no folder, and the fleet is in no git repository; name a folder'],
])('tells why a commit cannot be looked up', async (env, code, message) => {
  const fleet = await writeFleet();
  const cwd = await folder();
  const result = await run(['affected', '--base', 'main', '--fleet', fleet], { cwd, env });
  expect(result).toEqual({ code, stdout: '', stderr: `hubfleet: ${message}\n` });
});

test('a base that this version does not understand is told with its first problem', async () => {
  const { code, stderr } = await compare({ 'atlas/hubs/research.yaml': exampleHub({ colour: 'red' }) }, {});
  expect(code).toBe(1);
  expect(stderr).toContain('hubfleet: --base: this version of hubfleet finds a problem in the fleet of BASE, first ');
  expect(stderr).toContain('; keep a synthesis made by the version it is for, and name its folder\n');
});

test('a folder that holds nothing to compare with is refused', async () => {
  const [fleet, cwd] = [await writeFleet(), await folder()];
  await mkdir(join(cwd, 'empty'));
  expect(await run(['affected', '--base', 'empty', '--fleet', fleet], { cwd })).toMatchObject({
    code: 1,
    stderr:
      'hubfleet: --base: empty holds neither fleet.yaml nor stacks/; name a fleet, a checkout with one, or a synthesis that was kept\n',
  });
});

test('a matrix that its service would refuse is refused here', async () => {
  const hubs = Object.fromEntries(
    Array.from({ length: 201 }, (_, index) => [
      `atlas/hubs/h${index}.yaml`,
      exampleHub({ domain: `h${index}.atlas.example` }),
    ]),
  );
  const { code, stderr } = await compare({}, hubs, '--format', 'gitlab');
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: 'hubfleet: --format: a matrix has at most 200 jobs, got 201; give --by cluster\n',
  });
});

test('the stack that sets up workspaces is touched first, and is of no cluster', async () => {
  const backend = { kind: 'cloud', organization: 'odc' };
  const fleet = (role: string) =>
    exampleOrganization({ backend, hcp: { organization: 'odc', teams: { operators: { role } } } });
  const [before, after] = [{ 'fleet.yaml': fleet('read') }, { 'fleet.yaml': fleet('write') }];
  const { stdout } = await compare(before, after, '--format', 'github', '--by', 'cluster');
  expect(JSON.parse(stdout)).toEqual({ include: [{ cluster: '', stacks: 'fleet-hcp' }] });
  expect((await compare(before, after, '--cluster', 'atlas')).stdout).toContain('nothing is touched: 4 stacks');
  const kept = await folder();
  const dir = await writeFleet(before);
  await run(['synth', '--fleet', dir, '--out', kept], { cwd: kept });
  const again = await run(['affected', '--base', kept, '--fleet', await writeFleet(after)], { cwd: await folder() });
  expect(again.stdout).toMatch(/^fleet-hcp {2}changed\n/);
});
