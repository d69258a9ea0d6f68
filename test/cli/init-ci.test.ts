import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { Command } from 'commander';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import type { CommandEntry } from '../../src/commands/command.ts';
import { commands } from '../../src/commands/list.ts';
import { exampleCluster, exampleGoogleCluster, exampleOrganization, type Files, writeFleet } from '../support/fleet.ts';
import { hubfleetCommands, scriptsOf } from '../support/pipeline-lines.ts';
import { run } from '../support/run.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const FLEETS: Readonly<Record<string, Files>> = {
  'one account': {},
  'both clouds': { 'lyra/cluster.yaml': exampleGoogleCluster() },
  'two accounts': { 'vega/cluster.yaml': exampleCluster({ account: '123456789012' }) },
  'HCP Terraform': {
    'fleet.yaml': exampleOrganization({
      backend: { kind: 'cloud', organization: 'odc', hostname: 'tfe.odc-hubs.example' },
      hcp: { organization: 'odc', hostname: 'tfe.odc-hubs.example' },
    }),
  },
};

/** A repository with a fleet in `clusters`, and the pipelines that the command wrote into it. */
async function repository(kind: 'github' | 'gitlab', files: Files = {}, ...args: string[]) {
  const cwd = mkdtempSync(join(tmpdir(), 'hubfleet-ci-'));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  cpSync(await writeFleet(files), join(cwd, 'clusters'), { recursive: true });
  const result = await run(['init', 'ci', '--kind', kind, ...args], { cwd });
  const folder = kind === 'github' ? '.github/workflows' : '.gitlab';
  const written = existsSync(join(cwd, folder)) ? readdirSync(join(cwd, folder)) : [];
  const texts = Object.fromEntries(written.map((name) => [name, readFileSync(join(cwd, folder, name), 'utf8')]));
  return { cwd, ...result, texts };
}

/** What GitHub's own parser says against a workflow. */
async function workflowFaults(name: string, content: string): Promise<string[]> {
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  if (value) await convertWorkflowTemplate(context, value);
  return context.errors.getErrors().map(({ message }) => message);
}

const cases = Object.keys(FLEETS).flatMap((fleet) => [
  { fleet, args: [] as string[] },
  { fleet, args: ['--terraform-binary', 'tofu', '--branch', 'release/main'] },
]);

describe('workflows of GitHub Actions', () => {
  test.each(cases)('are faultless for $fleet $args', async ({ fleet, args }) => {
    const { texts, code } = await repository('github', FLEETS[fleet], ...args);
    expect(code).toBe(0);
    expect(Object.keys(texts)).toEqual(['hubfleet-pull-request.yml', 'hubfleet-rollout.yml', 'hubfleet-watch.yml']);
    const faults = await Promise.all(Object.entries(texts).map(([name, text]) => workflowFaults(name, text)));
    expect(faults.flat()).toEqual([]);
  });

  test.each([
    { from: 'needs: check', to: 'needs: chekc', says: "Job 'plan' depends on unknown job 'chekc'" },
    { from: 'runs-on: ', to: 'run-on: ', says: "Unexpected value 'run-on'" },
    { from: '${{ matrix.stacks }}', to: '${{ matrixx.stacks }}', says: "Unrecognized named-value: 'matrixx'" },
    { from: 'id-token: write', to: 'id-token: maybe', says: "Unexpected value 'maybe'" },
  ])('are looked through by a parser that finds $to', async ({ from, to, says }) => {
    const { texts } = await repository('github');
    const broken = texts['hubfleet-pull-request.yml']?.replaceAll(from, to) ?? '';
    expect((await workflowFaults('x.yml', broken)).join('\n')).toContain(says);
  });

  test.each(cases)('use actions by commit, with the release behind it ($fleet $args)', async ({ fleet, args }) => {
    const { texts } = await repository('github', FLEETS[fleet], ...args);
    const uses = Object.values(texts).flatMap((text) => text.match(/uses: .*/g) ?? []);
    expect(uses.length).toBeGreaterThan(10);
    for (const line of uses) expect(line).toMatch(/^uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('may do no more than they must, job by job', async () => {
    const { texts } = await repository('github', FLEETS['both clouds']);
    const permissions = Object.entries(texts).flatMap(([name, text]) => {
      const { permissions: all, jobs } = parse(text);
      expect(all).toEqual({ contents: 'read' });
      return Object.entries<{ permissions: object }>(jobs).map(([job, own]) => [`${name} ${job}`, own.permissions]);
    });
    const read = { contents: 'read' };
    expect(Object.fromEntries(permissions)).toEqual({
      'hubfleet-pull-request.yml check': { ...read, 'security-events': 'write' },
      'hubfleet-pull-request.yml plan': { ...read, 'id-token': 'write' },
      'hubfleet-pull-request.yml comment': { ...read, 'pull-requests': 'write' },
      'hubfleet-rollout.yml rollout': { ...read, 'id-token': 'write' },
      'hubfleet-watch.yml drift': { ...read, 'id-token': 'write' },
      'hubfleet-watch.yml verify': read,
      'hubfleet-watch.yml report': read,
    });
  });

  test('let only what the repository wrote itself plan and comment', async () => {
    const { texts } = await repository('github');
    const { on, jobs } = parse(texts['hubfleet-pull-request.yml'] ?? '');
    expect(Object.keys(on)).toEqual(['pull_request']);
    for (const job of ['plan', 'comment']) {
      expect(jobs[job].if).toContain('github.event.pull_request.head.repo.full_name == github.repository');
    }
    const deploys = parse(texts['hubfleet-rollout.yml'] ?? '');
    expect(deploys.jobs.rollout.environment).toBe('production');
    expect(deploys.concurrency).toEqual({ group: 'hubfleet-rollout', 'cancel-in-progress': false });
  });

  test('roll out one account after the other when a job cannot be logged in to all', async () => {
    const { texts, stdout } = await repository('github', FLEETS['two accounts']);
    const { jobs } = parse(texts['hubfleet-rollout.yml'] ?? '');
    expect(Object.keys(jobs)).toEqual(['rollout-1', 'rollout-2']);
    expect(jobs['rollout-2'].needs).toBe('rollout-1');
    const lines = scriptsOf(texts['hubfleet-rollout.yml'] ?? '').filter((line) => line.includes('hubfleet rollout'));
    expect(lines).toEqual([
      'npx hubfleet rollout --cluster atlas --pending --yes',
      'npx hubfleet rollout --cluster vega --pending --yes',
    ]);
    expect(stdout).toContain('2 jobs roll out one\nafter the other');
  });

  test('hand the secrets that fleet files name to the jobs that plan and roll out, and to no other', async () => {
    const { texts, stdout } = await repository('github');
    const secret = { TF_VAR_github_client_secret: '${{ secrets.TF_VAR_github_client_secret }}' };
    const holders = Object.values(texts).flatMap((text) =>
      Object.entries<{ env?: object }>(parse(text).jobs).filter(
        ([, { env }]) => env && 'TF_VAR_github_client_secret' in env,
      ),
    );
    expect(holders.map(([job]) => job)).toEqual(['plan', 'rollout', 'drift']);
    for (const [, { env }] of holders) expect(env).toMatchObject(secret);
    expect(stdout).toMatch(
      /secret +TF_VAR_github_client_secret +secret that fleet files name as variable:github_client_secret/,
    );
  });

  test('hand tokens of HCP Terraform to the jobs that plan, as secrets', async () => {
    const { texts, stdout } = await repository('github', FLEETS['HCP Terraform']);
    const { jobs } = parse(texts['hubfleet-pull-request.yml'] ?? '');
    expect(jobs.plan.env).toMatchObject({
      TF_TOKEN_tfe_odc__hubs_example: '${{ secrets.TF_TOKEN_tfe_odc__hubs_example }}',
      TFE_TOKEN: '${{ secrets.TFE_TOKEN }}',
    });
    expect(jobs.check.env).toBeUndefined();
    const rollout = scriptsOf(texts['hubfleet-rollout.yml'] ?? '');
    expect(rollout).toContain('npx hubfleet apply fleet-hcp --yes');
    expect(stdout).toMatch(/secret +TFE_TOKEN +token that may manage workspaces/);
  });
});

describe('pipelines of GitLab', () => {
  test('log in with tokens of the job, made for each cloud', async () => {
    const { texts } = await repository('gitlab', FLEETS['both clouds']);
    expect(parse(texts['hubfleet-jobs.yml'] ?? '')['.hubfleet-terraform'].id_tokens).toEqual({
      AWS_ID_TOKEN: { aud: '$CI_SERVER_URL' },
      GOOGLE_PROVIDER_LYRA_LEARNING_ID_TOKEN: { aud: 'https://iam.googleapis.com/$GOOGLE_PROVIDER_LYRA_LEARNING' },
    });
  });

  test('keep a pipeline that is there, to which one line adds them', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'hubfleet-ci-'));
    onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
    cpSync(await writeFleet(), join(cwd, 'clusters'), { recursive: true });
    writeFileSync(join(cwd, '.gitlab-ci.yml'), 'own: { script: [make] }\n');
    const { stdout } = await run(['init', 'ci', '--kind', 'gitlab'], { cwd });
    expect(readFileSync(join(cwd, '.gitlab-ci.yml'), 'utf8')).toBe('own: { script: [make] }\n');
    expect(stdout).toContain(
      'add to .gitlab-ci.yml, with these stages beside your own:\n' +
        '  include: [{ local: .gitlab/hubfleet.yml }]\n  stages: [check, plan, rollout, watch]\n',
    );
  });
});

describe.each(['github', 'gitlab'] as const)('a pipeline of %s', (kind) => {
  test.each(cases)('calls hubfleet as it can be called ($fleet $args)', async ({ fleet, args }) => {
    const { texts } = await repository(kind, FLEETS[fleet], ...args);
    const lines = Object.values(texts).flatMap(scriptsOf).flatMap(hubfleetCommands);
    expect(lines.length).toBeGreaterThanOrEqual(8);
    for (const line of lines) await parsed(line);
  });

  test('holds no secret and no key', async () => {
    for (const files of Object.values(FLEETS)) {
      const { texts } = await repository(kind, files);
      const all = Object.values(texts).join('\n');
      expect(all).not.toMatch(/AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY)|credentials_json|private_key/);
      expect(all).not.toMatch(/(?:token|password|secret)\w*: ?['"]?[A-Za-z0-9+/]{20,}/i);
    }
  });

  test('has scripts that bash can read', async () => {
    const { texts } = await repository(kind, FLEETS['both clouds']);
    for (const script of Object.values(texts).flatMap(scriptsOf)) {
      const plain = script.replace(/\$\{\{[^}]*\}\}/g, 'value');
      expect(() => execFileSync('bash', ['-n', '-c', plain], { stdio: 'pipe' })).not.toThrow();
    }
  });

  test('is not written over one that is there', async () => {
    const { cwd } = await repository(kind);
    const first = kind === 'github' ? '.github/workflows/hubfleet-pull-request.yml' : '.gitlab/hubfleet.yml';
    const { code, stderr } = await run(['init', 'ci', '--kind', kind], { cwd });
    expect([code, stderr]).toEqual([
      2,
      `hubfleet: init: ${first} is there already; remove it to have it written anew\n`,
    ]);
  });
});

/** Takes a command line apart as the program does, and runs nothing. */
async function parsed(line: readonly string[]): Promise<void> {
  let entries: readonly CommandEntry[] = commands;
  let rest = line;
  for (;;) {
    const entry = entries.find(({ name }) => name === rest[0]);
    if (!entry) throw new Error(`there is no command ${line.join(' ')}`);
    const definition = await entry.load();
    rest = rest.slice(1);
    if ('commands' in definition) {
      entries = definition.commands;
      continue;
    }
    const command = new Command(entry.name).exitOverride().configureOutput({ writeErr: () => undefined });
    definition.configure?.(command);
    command.action(() => undefined);
    await command.parseAsync([...rest], { from: 'user' });
    return;
  }
}

describe('init ci', () => {
  test.each([
    { args: [], says: 'init: --kind is missing; give github or gitlab' },
    {
      args: ['--kind', 'github', '--fleet', '../clusters'],
      says: "--fleet: must be a folder below the root of the repository, got '../clusters'; run it there",
    },
    {
      args: ['--kind', 'github', '--fleet', root],
      says: `--fleet: must be a folder below the root of the repository, got '${root}'; run it there`,
    },
    {
      args: ['--kind', 'github', '--branch', 'main; rm -rf /'],
      says: "--branch: is no name of a branch, got 'main; rm -rf /'",
    },
  ])('refuses $args', async ({ args, says }) => {
    const { code, stderr } = await run(['init', 'ci', ...args], { cwd: root });
    expect([code, stderr]).toEqual([2, `hubfleet: ${says}\n`]);
  });

  test('names the fleet wherever it is', async () => {
    const cwd = mkdtempSync(join(tmpdir(), 'hubfleet-ci-'));
    onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
    mkdirSync(join(cwd, 'infra'));
    cpSync(await writeFleet(), join(cwd, 'infra', 'hubs'), { recursive: true });
    await run(['init', 'ci', '--kind', 'github', '--fleet', 'infra/hubs/'], { cwd });
    const text = readFileSync(join(cwd, '.github/workflows/hubfleet-pull-request.yml'), 'utf8');
    expect(parse(text).on.pull_request.paths).toContain('infra/hubs/**');
    const lines = scriptsOf(text).flatMap((script) => script.match(/npx hubfleet .*/g) ?? []);
    expect(lines.every((line) => line.includes('--fleet infra/hubs'))).toBe(true);
    expect(text).toContain('--compare ../base/infra/hubs');
  });

  test('writes nothing for a fleet with problems', async () => {
    const { code, stderr, texts } = await repository('github', { 'atlas/cluster.yaml': exampleCluster({ region: 1 }) });
    expect([code, texts]).toEqual([1, {}]);
    expect(stderr).toContain('region');
  });
});
