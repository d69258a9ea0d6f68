import { EventEmitter } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { defineHcpRun } from '../../src/commands/hcp-run.ts';
import { runProgram } from '../../src/commands/program.ts';
import { readFromArchive } from '../../src/hcp/configuration-archive.ts';
import { HcpPeer, type PeerOptions } from '../hcp-peer/index.ts';
import { exampleCluster, exampleOrganization, type Files, writeFleet } from '../support/fleet.ts';
import { planWith } from './plans.ts';

const FLEET: Files = {
  'fleet.yaml': exampleOrganization({ backend: { kind: 'local' } }),
  'atlas/cluster.yaml': undefined,
  'atlas/hubs/research.yaml': undefined,
  'atlas-west/cluster.yaml': exampleCluster(),
};

interface Given {
  readonly script?: PeerOptions['script'];
  readonly throttled?: number;
  readonly files?: Files;
  readonly env?: Readonly<Record<string, string>>;
  readonly answer?: string;
}

/** `hubfleet hcp run` on a fleet, with a peer and a terminal of the test. */
async function given({ script = { plan: planWith(0) }, throttled = 0, files = {}, env, answer }: Given = {}) {
  const peer = await HcpPeer.start({ script, throttled });
  onTestFinished(() => peer.close());
  const cwd = await mkdtemp(join(tmpdir(), 'hubfleet-hcp-'));
  onTestFinished(() => rm(cwd, { recursive: true, force: true }));
  const fleetDir = await writeFleet({ ...FLEET, ...files });
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  if (answer !== undefined) stdin.end(`${answer}\n`);
  const signals = new EventEmitter();
  const pace = { firstMs: 2, mostMs: 20, attempts: 5 };
  const command = defineHcpRun({ signals, stdin, pollMs: 5, pace });
  const entries = [{ name: 'run', summary: 'run', load: async () => command }];
  const run = async (...args: string[]) => {
    let stdout = '';
    let stderr = '';
    const context = {
      stdout: { write: (text: string) => (stdout += text) },
      stderr: {
        write: (text: string) => {
          stderr += text;
          signals.emit('stderr', text);
        },
      },
      cwd,
      env: env ?? { TF_API_TOKEN: 'user-token', TF_CLOUD_ORGANIZATION: 'odc' },
      now: () => new Date('2026-11-22T12:00:00Z'),
    };
    const line = ['run', ...args, '--fleet', fleetDir, '--hostname', peer.host];
    return { code: await runProgram(line, context, entries), stdout, stderr };
  };
  return { peer, run, signals, cwd };
}

describe('hcp run', () => {
  test('uploads the stack, plans it and prints what would change', async () => {
    const { peer, run } = await given();
    const { code, stdout, stderr } = await run('atlas-west', '--message', 'Raise the quota');
    expect(stdout).toContain('atlas-west  +1 ~0 -/+0 -0\n');
    expect(stdout).toContain('run it again with --apply to apply it');
    const lines = [
      `${peer.origin}/app/odc/workspaces/atlas-west/runs/run-1`,
      'pending',
      'plan queued',
      'planning',
      'planned and finished',
    ];
    expect(stderr).toBe(lines.map((line) => `[atlas-west] ${line}\n`).join(''));
    expect(code).toBe(0);
    const [created] = peer.api.runs;
    expect(created?.attributes).toEqual({ message: 'Raise the quota', 'plan-only': true, 'auto-apply': false });
    const uploaded = await readFromArchive(created?.archive ?? Buffer.alloc(0), 'cdk.tf.json');
    expect(JSON.parse(Buffer.from(uploaded ?? []).toString())).toHaveProperty('resource.aws_eks_cluster');
    expect(peer.store.leakedTokens).toEqual([]);
  });

  test('uploads the committed lock file beside the stack, and nothing that Terraform left there', async () => {
    const lock = 'provider "registry.terraform.io/hashicorp/aws" {}\n';
    const { peer, run } = await given({ files: { 'atlas-west/locks/atlas-west.terraform.lock.hcl': lock } });
    expect((await run('atlas-west')).code).toBe(0);
    const archive = peer.api.runs[0]?.archive ?? Buffer.alloc(0);
    expect(Buffer.from((await readFromArchive(archive, '.terraform.lock.hcl')) ?? []).toString()).toBe(lock);
    expect(await readFromArchive(archive, 'terraform.tfstate')).toBeUndefined();
  });

  test('ends with 1 and the findings when the policies forbid the plan', async () => {
    const { run } = await given({ script: { plan: planWith(1) } });
    const { code, stdout } = await run('atlas-west');
    expect(code).toBe(1);
    expect(stdout).toContain('security/open-ingress');
    expect(stdout).toContain('atlas-west  refused  +2 ~0 -/+0 -0, 1 error\n');
  });

  test('waits while the plan is not ready and while it is told to slow down', async () => {
    const { run } = await given({ script: { plan: planWith(0), pending: 3 }, throttled: 4 });
    expect((await run('atlas-west')).code).toBe(0);
  });

  test('tells a program what happened as JSON', async () => {
    const { run } = await given({ script: { plan: planWith(1) } });
    const { stdout } = await run('atlas-west', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      stacks: [
        { stack: 'atlas-west', outcome: 'changes', summary: { create: 2 }, findings: [{ severity: 'critical' }] },
      ],
      exitCode: 1,
    });
  });
});

describe('hcp run --apply', () => {
  test.each([
    { when: 'yes', refused: 0, answer: 'yes', actions: ['apply'], status: 'applied', code: 0 },
    { when: 'y, which is not yes', refused: 0, answer: 'y', actions: ['discard'], status: 'planned', code: 1 },
    { when: 'an ended input', refused: 0, answer: '', actions: ['discard'], status: 'planned', code: 1 },
    {
      when: 'yes to a plan that is forbidden',
      refused: 1,
      answer: 'yes',
      actions: ['discard'],
      status: 'planned',
      code: 1,
    },
  ])('after $when does $actions', async ({ refused, answer, actions, status, code }) => {
    const { peer, run } = await given({ script: { plan: planWith(refused) }, answer });
    expect((await run('atlas-west', '--apply')).code).toBe(code);
    expect(peer.api.runs).toMatchObject([{ actions, status, attributes: { 'plan-only': false } }]);
  });

  test('with --yes does not ask', async () => {
    const { peer, run } = await given();
    const { code, stdout, stderr } = await run('atlas-west', '--apply', '--yes');
    expect(code).toBe(0);
    expect(stdout).toContain('atlas-west  applied  +1 ~0 -/+0 -0\n');
    expect(stderr).not.toContain('type yes');
    expect(peer.api.runs[0]?.actions).toEqual(['apply']);
  });

  test('has nothing to do when nothing changes', async () => {
    const script = {
      plan: { format_version: '1.2', resource_changes: [] },
      statuses: ['planning', 'planned_and_finished'],
    };
    const { peer, run } = await given({ script });
    const { code, stdout } = await run('atlas-west', '--apply', '--yes');
    expect([code, stdout]).toEqual([0, 'atlas-west  no changes\n\natlas-west  no-changes\n']);
    expect(peer.api.runs[0]?.actions).toEqual([]);
  });

  test.each(['planned', 'cost_estimated', 'policy_checked', 'post_plan_completed'])(
    'applies a plan that waits in %s',
    async (status) => {
      const { peer, run } = await given({ script: { plan: planWith(0), statuses: ['planning', status] } });
      expect((await run('atlas-west', '--apply', '--yes')).code).toBe(0);
      expect(peer.api.runs).toMatchObject([{ actions: ['apply'], status: 'applied' }]);
    },
  );

  test.each(['errored', 'canceled', 'force_canceled'])('fails when the apply ends as %s', async (end) => {
    const { peer, run } = await given({ script: { plan: planWith(0), afterApply: ['applying', end] } });
    const { code, stderr } = await run('atlas-west', '--apply', '--yes');
    expect(code).toBe(3);
    expect(stderr).toContain(`hubfleet: run-1: ended as ${end}; look at it in the browser before you run it again\n`);
    // Nothing is cancelled or discarded once the apply has begun.
    expect(peer.api.runs[0]?.actions).toEqual(['apply']);
  });

  test('that is interrupted before the answer leaves no run behind', async () => {
    const { peer, run, signals } = await given();
    signals.on('stderr', (text: string) => text.includes('type yes') && signals.emit('SIGINT'));
    const { code, stderr } = await run('atlas-west', '--apply');
    expect(code).toBe(130);
    expect(stderr).toContain('hubfleet: atlas-west: SIGINT ended the watching; look at the run in the browser\n');
    expect(peer.api.runs[0]?.actions).toEqual(['discard']);
  });

  test('that is interrupted during the plan cancels the run', async () => {
    const { peer, run, signals } = await given({
      script: { plan: planWith(0), statuses: Array(500).fill('planning') },
    });
    signals.on('stderr', (text: string) => text.includes('planning') && signals.emit('SIGTERM'));
    expect((await run('atlas-west', '--apply')).code).toBe(143);
    expect(peer.api.runs[0]?.actions).toEqual(['cancel']);
  });

  test('that is interrupted during the apply cancels nothing', async () => {
    const { peer, run, signals } = await given();
    signals.on('stderr', (text: string) => text.includes('applying') && signals.emit('SIGINT'));
    expect((await run('atlas-west', '--apply', '--yes')).code).toBe(130);
    expect(peer.api.runs[0]?.actions).toEqual(['apply']);
  });
});

describe('hcp run fails', () => {
  const look = 'look at it in the browser';
  const ends = ['errored', 'policy_soft_failed', 'discarded', 'canceled', 'force_canceled', 'planned_and_saved'];
  const waits = ['policy_override', 'post_plan_awaiting_decision', 'pre_apply_awaiting_decision'];
  test.each([
    ...ends.map((end) => ({ statuses: ['planning', end], says: `run-1: ended as ${end}; ${look}`, actions: [] })),
    ...waits.map((wait) => ({
      statuses: ['planning', wait],
      says: `run-1: waits in ${wait} for a decision that only a person may make; ${look}`,
      actions: ['discard'],
    })),
  ])('when the run goes $statuses', async ({ statuses, says, actions }) => {
    const { peer, run } = await given({ script: { plan: planWith(0), statuses } });
    const { code, stderr } = await run('atlas-west', '--apply', '--yes');
    expect(code).toBe(3);
    expect(stderr).toContain(`hubfleet: ${says}\n`);
    expect(peer.api.runs[0]?.actions).toEqual(actions);
  });

  test('when the token may not read the plan', async () => {
    const { peer, run } = await given({ script: { plan: {}, planStatus: 404 } });
    const { code, stderr } = await run('atlas-west');
    expect(code).toBe(3);
    expect(stderr).toContain(
      `hubfleet: ${peer.host}: answered 404 for the plan; use a token with admin access to the workspace\n`,
    );
  });

  test('when the workspace only keeps the state', async () => {
    const { peer, run } = await given({ script: { plan: {}, executionMode: 'local' } });
    const { code, stderr } = await run('atlas-west');
    const problem = 'runs on your machine; set its execution mode to remote';
    expect([code, stderr]).toEqual([3, `hubfleet: workspace atlas-west: ${problem}\n`]);
    expect(peer.api.runs).toEqual([]);
  });

  const browser = 'look at the settings of the workspace in the browser';
  const teams = 'use a token of a user or a team that may start runs in the workspace';
  test.each([
    { what: 'configuration', status: 403, of: 'a new configuration version', remedy: teams },
    { what: 'run', status: 422, of: 'a new run', remedy: browser },
    { what: 'run', status: 500, of: 'a new run', remedy: 'try again later' },
    { what: 'apply', status: 409, of: 'run run-1', remedy: 'look at the run in the browser' },
  ] as const)('when the $what is answered with $status', async ({ what, status, of, remedy }) => {
    const { peer, run } = await given({ script: { plan: planWith(0), refused: { what, status } } });
    const { code, stderr } = await run('atlas-west', '--apply', '--yes');
    expect(code).toBe(3);
    expect(stderr).toContain(`hubfleet: ${peer.host}: answered ${status} for ${of} (as told); ${remedy}\n`);
    // A run that was created and cannot be applied is not left in the way of the next.
    expect(peer.api.runs.map(({ actions }) => actions)).toEqual(what === 'apply' ? [['discard']] : []);
  });

  test('when the configuration is not taken', async () => {
    const { run } = await given({ script: { plan: {}, badConfiguration: true } });
    const { code, stderr } = await run('atlas-west');
    const problem = 'ended as errored (no Terraform configuration); synthesize the stack again and look at it';
    expect([code, stderr]).toEqual([3, `hubfleet: configuration version cv-1: ${problem}\n`]);
  });

  test.each([
    { args: ['--workspace', 'other'], says: 'workspace odc/other (not found)' },
    { args: ['--organization', 'other'], says: 'workspace other/atlas-west (not found)' },
  ])('without the workspace of $args', async ({ args, says }) => {
    const { peer, run } = await given();
    const { code, stderr } = await run('atlas-west', ...args);
    const remedy =
      'check the names, and that the token is of a user or a team that may see it; tokens of organizations may not';
    expect([code, stderr]).toEqual([3, `hubfleet: ${peer.host}: answered 404 for ${says}; ${remedy}\n`]);
  });

  test('with a wrong token, and does not print it', async () => {
    const { run } = await given({ env: { TF_API_TOKEN: 'stolen', TF_CLOUD_ORGANIZATION: 'odc' } });
    const { code, stderr } = await run('atlas-west');
    expect(code).toBe(3);
    expect(stderr).toContain('answered 401 for workspace odc/atlas-west (unauthorized); use a token of a user');
    expect(stderr).not.toContain('stolen');
  });
});
