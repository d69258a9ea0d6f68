import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { renderAffectedGitlab } from '../../src/render/affected-matrix.ts';
import { COMMENT_MARKER } from '../../src/render/pull-request-comment.ts';
import { ForgePeer } from '../forge/forge-peer.ts';
import { exampleCluster, exampleGoogleCluster, type Files, writeFleet } from '../support/fleet.ts';
import { run } from '../support/run.ts';

const program = fileURLToPath(new URL('../../lib/cli.js', import.meta.url));

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'hubfleet-pipeline-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

function git(cwd: string, ...args: string[]): string {
  const who = ['-c', 'user.name=t', '-c', 'user.email=t@t.example'];
  return execFileSync('git', [...who, ...args], { cwd, encoding: 'utf8', stdio: 'pipe' }).trim();
}

/** A repository with a fleet and pipelines, as its default branch has them. */
async function repository(kind: 'github' | 'gitlab', files: Files = {}, ...args: string[]): Promise<string> {
  const cwd = join(folder(), 'repository');
  cpSync(await writeFleet(files), join(cwd, 'clusters'), { recursive: true });
  const { code, stderr } = await run(['init', 'ci', '--kind', kind, ...args], { cwd });
  expect([code, stderr]).toEqual([0, '']);
  git(cwd, 'init', '-q', '-b', 'main');
  git(cwd, 'remote', 'add', 'origin', 'git@git.example:odc/hubs.git');
  git(cwd, 'add', '.');
  git(cwd, 'commit', '-q', '-m', 'Start');
  return cwd;
}

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Surroundings {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Values of expressions. */
  readonly values: Readonly<Record<string, string>>;
}

/** Runs scripts as the runner does: bash that ends at the first failure, with expressions filled in. */
async function runSteps(steps: readonly Step[], { cwd, env, values }: Surroundings) {
  const bin = join(folder(), 'bin');
  mkdirSync(bin);
  // The registry is not asked: hubfleet is the one that was built here.
  writeFileSync(join(bin, 'npx'), `#!/bin/sh\nshift\nexec ${process.execPath} ${program} "$@"\n`);
  chmodSync(join(bin, 'npx'), 0o755);
  const filled = (text: string): string =>
    text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
      const value = values[expression];
      if (value === undefined) throw new Error(`no value for ${expression}`);
      return value;
    });
  const results: { name: string; code: number; stdout: string; stderr: string }[] = [];
  for (const { name = '', run: script = '', env: own = {} } of steps) {
    const given = Object.fromEntries(Object.entries(own).map(([key, value]) => [key, filled(value)]));
    const all = { PATH: `${bin}:${process.env.PATH}`, HOME: cwd, ...env, ...given };
    const child = promisify(execFile)('bash', ['-e', '-o', 'pipefail', '-c', filled(script)], { cwd, env: all });
    const result = await child.then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
    );
    results.push({ name, ...result });
  }
  return results;
}

describe('a pull request on GitHub', () => {
  test('is validated, checked, compared and commented by the very lines of its workflow', async () => {
    const cwd = await repository('github');
    const base = git(cwd, 'rev-parse', 'HEAD');
    cpSync(
      join(await writeFleet({ 'atlas/cluster.yaml': exampleCluster({ kubernetesVersion: '1.34' }) }), 'atlas'),
      join(cwd, 'clusters/atlas'),
      { recursive: true },
    );
    git(cwd, 'commit', '-q', '-a', '-m', 'Change the version');
    const { jobs } = parse(readFileSync(join(cwd, '.github/workflows/hubfleet-pull-request.yml'), 'utf8'));
    const scripts = (job: string): Step[] =>
      jobs[job].steps.filter(({ run: line = 'npm ci' }: Step) => !line.startsWith('npm ci'));
    const output = join(cwd, 'output.txt');
    const values = { 'github.event.pull_request.base.sha': base, 'github.token': 'job-token' };
    const checked = await runSteps(scripts('check'), { cwd, env: { GITHUB_OUTPUT: output }, values });
    expect(checked.map(({ code, stderr }) => [code, stderr])).toEqual(checked.map(() => [0, '']));
    const matrix = JSON.parse(readFileSync(output, 'utf8').replace(/^matrix=/, ''));
    expect(matrix).toEqual({ include: [{ cluster: 'atlas', stacks: 'atlas' }] });
    expect(JSON.parse(readFileSync(join(cwd, 'findings.sarif'), 'utf8')).version).toBe('2.1.0');

    mkdirSync(join(cwd, 'reports'));
    const plan = { stack: 'atlas', outcome: 'changes', summary: { update: 1 }, changes: [], findings: [] };
    writeFileSync(join(cwd, 'reports/plan-atlas.json'), JSON.stringify({ version: 1, stacks: [plan], exitCode: 0 }));
    const peer = await ForgePeer.start('github');
    onTestFinished(() => peer.close());
    for (const what of ['created', 'updated']) {
      const [commented] = await runSteps(scripts('comment'), { cwd, env: peer.env, values });
      expect(commented).toMatchObject({ code: 0, stderr: expect.stringContaining(`comment ${what}\n`) });
      git(cwd, 'worktree', 'remove', '--force', '../base');
    }
    expect(peer.comments).toHaveLength(1);
    const body = peer.comments[0]?.body ?? '';
    expect(body.startsWith(COMMENT_MARKER)).toBe(true);
    for (const part of ['### Plan: 1 stack of 1 would change', '### Policies:', '### Cost a month']) {
      expect(body).toContain(part);
    }
  });
});

/** What `gitlab-ci-local` says of a pipeline; it checks GitLab's own JSON Schema. */
function gitlabLocal(cwd: string, file: string): string {
  const local = createRequire(import.meta.url).resolve('gitlab-ci-local/dist/index.js');
  // It is made for a newer Node, which has this method.
  const union = 'Set.prototype.union ??= function (other) { return new Set([...this, ...other]); };';
  const preload = `data:text/javascript,${encodeURIComponent(union)}`;
  const args = ['--file', file, '--evaluate-rule-changes=false', '--list-csv-all'];
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', preload, local, ...args], {
    cwd,
    encoding: 'utf8',
  });
  return `${stdout}${stderr}`;
}

const affected = { stack: 'atlas', cluster: 'atlas', layer: 'cluster', kind: 'changed', changes: [] } as const;

describe('pipelines of GitLab', () => {
  test.each([
    { files: { 'lyra/cluster.yaml': exampleGoogleCluster() }, args: [] },
    {
      files: { 'vega/cluster.yaml': exampleCluster({ account: '123456789012' }) },
      args: ['--terraform-binary', 'tofu'],
    },
  ])('fit the schema of GitLab, with the child pipeline ($args)', async ({ files, args }) => {
    const cwd = await repository('gitlab', files, ...args);
    const jobs = gitlabLocal(cwd, '.gitlab-ci.yml');
    for (const job of ['check', 'plan', 'rollout', 'drift', 'verify', 'report']) {
      expect(jobs).toMatch(new RegExp(`^${job}(?:-1)?;`, 'm'));
    }
    const matrix = renderAffectedGitlab([affected, { ...affected, stack: 'fleet-hcp', cluster: '' }], 'cluster');
    writeFileSync(join(cwd, 'affected.yml'), matrix);
    writeFileSync(join(cwd, 'child.yml'), 'include: [{ local: affected.yml }, { local: .gitlab/hubfleet-plan.yml }]\n');
    git(cwd, 'add', '.');
    expect(gitlabLocal(cwd, 'child.yml')).toMatch(/^plan cluster: \[atlas,atlas\];plan;/m);
  });

  test('are looked through by a schema that finds faults', async () => {
    const cwd = await repository('gitlab');
    const file = join(cwd, '.gitlab/hubfleet.yml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('interruptible:', 'interuptible:'));
    expect(gitlabLocal(cwd, '.gitlab-ci.yml')).toContain("'interuptible' property is not expected");
  });

  test('log in with files that only the job can read', async () => {
    const cwd = await repository('gitlab', { 'lyra/cluster.yaml': exampleGoogleCluster() });
    const { drift } = parse(readFileSync(join(cwd, '.gitlab/hubfleet.yml'), 'utf8'));
    const dir = folder();
    const script = `${drift.script[0].replaceAll('/tmp/', `${dir}/`)}\necho "$AWS_ROLE_ARN $AWS_WEB_IDENTITY_TOKEN_FILE"`;
    const env = {
      AWS_ID_TOKEN: 'aws-jwt',
      AWS_ROLE_210987654321: 'arn:aws:iam::210987654321:role/plan',
      GOOGLE_PROVIDER_LYRA_LEARNING: 'projects/1/locations/global/workloadIdentityPools/ci/providers/gitlab',
      GOOGLE_PROVIDER_LYRA_LEARNING_ID_TOKEN: 'google-jwt',
      GOOGLE_SERVICE_ACCOUNT_LYRA_LEARNING: 'plan@lyra-learning.iam.gserviceaccount.com',
    };
    const [result] = await runSteps([{ run: script }], { cwd: dir, env, values: {} });
    expect(result).toMatchObject({ code: 0, stdout: `${env.AWS_ROLE_210987654321} ${dir}/aws-token\n` });
    for (const [name, token] of Object.entries({ 'aws-token': 'aws-jwt', 'google-token': 'google-jwt' })) {
      expect(readFileSync(join(dir, name), 'utf8')).toBe(`${token}\n`);
      expect(execFileSync('stat', ['-c', '%a', join(dir, name)], { encoding: 'utf8' })).toBe('600\n');
    }
    expect(JSON.parse(readFileSync(join(dir, 'google.json'), 'utf8'))).toMatchObject({
      type: 'external_account',
      audience: `//iam.googleapis.com/${env.GOOGLE_PROVIDER_LYRA_LEARNING}`,
      service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${env.GOOGLE_SERVICE_ACCOUNT_LYRA_LEARNING}:generateAccessToken`,
    });
    expect(existsSync(join(dir, 'google.json'))).toBe(true);
  });
});
