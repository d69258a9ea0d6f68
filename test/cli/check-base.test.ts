import { describe, expect, test } from 'vitest';
import { exampleCluster, exampleHub, type Files, writeFleet } from '../support/fleet.ts';
import { run } from '../support/run.ts';

const disk = (sizeGiB: number, keys: object = {}) =>
  exampleCluster({ homeStorage: { main: { kind: 'disk', sizeGiB } }, ...keys });

/** What the check says of a fleet that was another one before. */
async function check(before: Files, after: Files, ...args: string[]) {
  const [base, fleet] = [await writeFleet(before), await writeFleet(after)];
  const { code, stdout, stderr } = await run(['check', '--base', base, '--fleet', fleet, '--format', 'json', ...args]);
  if (stdout === '') return { code, stderr, findings: [] };
  const { findings, waived } = JSON.parse(stdout);
  const ofChanges = ({ rule }: { rule: string }) => /^data-loss\/st/.test(rule);
  const brief = ({ rule, address, message }: Record<string, string>) =>
    `${rule} ${address?.replace(/_[0-9A-F]{8}$/, '')}: ${message}`;
  return { code, stderr, findings: findings.filter(ofChanges).map(brief), waived: waived.map(brief) };
}

describe('hubfleet check --base', () => {
  test('finds nothing when nothing was changed', async () => {
    const { code, findings } = await check({}, {});
    expect([code, findings]).toEqual([0, []]);
  });

  test('refuses home storage that becomes smaller, before any plan', async () => {
    const { code, findings } = await check({ 'atlas/cluster.yaml': disk(200) }, { 'atlas/cluster.yaml': disk(100) });
    expect([code, findings]).toEqual([
      1,
      ['data-loss/storage-shrinks aws_ebs_volume.Homes_main: size goes from 200 down to 100; storage only grows'],
    ]);
  });

  test('lets home storage grow', async () => {
    const { findings } = await check({ 'atlas/cluster.yaml': disk(100) }, { 'atlas/cluster.yaml': disk(200) });
    expect(findings).toEqual([]);
  });

  test('refuses home storage that is taken away, unless a waiver lets it', async () => {
    const two = exampleCluster({ homeStorage: { main: { kind: 'efs' }, old: { kind: 'disk', sizeGiB: 50 } } });
    const before = { 'atlas/cluster.yaml': two, 'atlas/hubs/research.yaml': exampleHub({ storage: { home: 'main' } }) };
    const gone = await check(before, {});
    expect(gone.code).toBe(1);
    expect(gone.findings).toContain(
      'data-loss/stateful-change aws_ebs_volume.Homes_old: this change deletes it and with it the data on it',
    );
    const waivers = [
      {
        rule: 'data-loss/stateful-change',
        match: 'aws_ebs_volume.Homes_old_*',
        reason: 'the homes of the old course are archived',
        owner: 'ops@opendata.example',
        expires: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
      },
    ];
    const waived = await check(before, { 'atlas/waivers.yaml': waivers });
    expect(waived.findings).toEqual([]);
    expect(waived.waived).toContain(
      'data-loss/stateful-change aws_ebs_volume.Homes_old: this change deletes it and with it the data on it',
    );
  });

  test('is not for files', async () => {
    expect(await run(['check', 'main.tf.json', '--base', 'main'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        '--base: is for the fleet, got files too; a plan tells by itself what would be lost',
      ),
    });
  });

  test('says when there is no such base', async () => {
    const fleet = await writeFleet();
    const { code, stderr } = await run(['check', '--base', 'nowhere', '--fleet', fleet]);
    expect([code, stderr]).toEqual([
      1,
      'hubfleet: --base: nowhere is no folder, and the fleet is in no git repository; name a folder\n',
    ]);
  });
});
