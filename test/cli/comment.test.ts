import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { defineComment } from '../../src/commands/comment.ts';
import { COMMENT_MARKER } from '../../src/render/pull-request-comment.ts';
import { ForgePeer } from '../forge/forge-peer.ts';
import { exampleCluster, writeFleet } from '../support/fleet.ts';
import { run } from '../support/run.ts';

const open = exampleCluster({ controlPlane: { allowedCidrs: ['0.0.0.0/0'] } });

async function folder(files: Readonly<Record<string, object>> = {}): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'hubfleet-comment-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) await writeFile(join(dir, name), JSON.stringify(content));
  return dir;
}

async function commented(fleet: string, args: readonly string[] = [], env: Record<string, string> = {}) {
  const command = defineComment({ pace: { firstMs: 2, mostMs: 10, attempts: 3 } });
  const entries = [{ name: 'comment', summary: 'comment', load: async () => command }];
  return await run(['comment', '--fleet', fleet, ...args], { cwd: await folder(), env }, entries);
}

describe('comment', () => {
  test('tells findings and cost of the files alone', async () => {
    const { code, stdout } = await commented(await writeFleet({ 'atlas/cluster.yaml': open }));
    expect(code).toBe(0);
    expect(stdout.startsWith(`${COMMENT_MARKER}\n\n### Policies: 1 error\n`)).toBe(true);
    expect(stdout).toContain('### Cost a month\n');
    expect(stdout).not.toContain('### Plan');
  });

  test('tells what the change costs, against the fleet before it', async () => {
    const base = await writeFleet();
    const after = await writeFleet({ 'atlas/hubs/research.yaml': undefined });
    const { stdout } = await commented(after, ['--compare', base]);
    expect(stdout).toMatch(/### Cost a month: expected -\$[\d.]+, ceiling -?±?\$[\d.]+/);
  });

  test('joins what jobs kept, and tells a finding of the files and of the plan once', async () => {
    const fleet = await writeFleet({ 'atlas/cluster.yaml': open });
    const { stdout: text } = await run(['check', '--fleet', fleet, '--format', 'json'], { cwd: await folder() });
    const [known] = JSON.parse(text).findings;
    const loss = {
      ...known,
      rule: 'data-loss/stateful-change',
      fingerprint: 'of-the-plan',
      message: 'would be deleted',
    };
    const stacks = [{ stack: 'atlas', outcome: 'failed', findings: [known, loss], changes: [] }];
    const drifted = { stack: 'atlas', outcome: 'unseen', resources: [], failure: { message: 'no credentials' } };
    const reports = await folder({
      'plan-atlas.json': { version: 1, stacks },
      'drift-atlas.json': { version: 1, stacks: [drifted], unseen: ['atlas'] },
    });
    const { code, stdout } = await commented(fleet, ['--reports', reports]);
    expect(code).toBe(0);
    expect(stdout).toContain('### Policies: 2 errors\n');
    expect(stdout).toContain('would be deleted');
    expect(stdout).toContain('- atlas could not be looked at: no credentials');
  });

  test.each(['github', 'gitlab'] as const)('goes to the pull request on %s', async (kind) => {
    const peer = await ForgePeer.start(kind);
    onTestFinished(() => peer.close());
    const { code, stdout, stderr } = await commented(await writeFleet(), ['--post', kind], peer.env);
    expect([code, stdout, stderr]).toEqual([0, '', 'comment created\n']);
    expect(peer.comments[0]?.body).toContain('### Policies: no findings');
  });

  test('fails when it cannot be posted, without the token in the message', async () => {
    const peer = await ForgePeer.start('github', [403]);
    onTestFinished(() => peer.close());
    const { code, stderr } = await commented(await writeFleet(), ['--post', 'github'], peer.env);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^hubfleet: --post: 127\.0\.0\.1:\d+: answered 403 to GET of comments; let the job write/);
    expect(stderr).not.toContain('job-token');
  });

  test('does not know where to go outside of a job', async () => {
    const { code, stderr } = await commented(await writeFleet(), ['--post', 'github']);
    expect([code, stderr]).toEqual([
      2,
      'hubfleet: --post: GITHUB_REPOSITORY: is not set; run it in a job of GitHub Actions\n',
    ]);
  });

  test.each<{ reports: Readonly<Record<string, object>>; args: readonly string[]; says: RegExp }>([
    { reports: { 'plan-a.json': { version: 9 } }, args: [], says: /plan-a\.json: is no report of this version/ },
    { reports: {}, args: ['--compare', 'nowhere'], says: /nowhere/ },
  ])('is not written from what cannot be read ($args)', async ({ reports, args, says }) => {
    const { code, stderr } = await commented(await writeFleet(), ['--reports', await folder(reports), ...args]);
    expect(code).toBe(1);
    expect(stderr).toMatch(says);
  });

  test('is not written for a fleet with problems', async () => {
    const { code, stdout } = await commented(await writeFleet({ 'atlas/cluster.yaml': exampleCluster({ region: 1 }) }));
    expect([code, stdout]).toEqual([1, '']);
  });
});
