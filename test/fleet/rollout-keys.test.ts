import { describe, expect, test } from 'vitest';
import { exampleCluster, exampleHub, exampleOrganization, fleetOf, sentencesOf } from '../support/fleet.ts';

const fleetWith = (rollout: object) => ({ 'fleet.yaml': exampleOrganization({ rollout }) });
const hubWith = (hold: object) => ({ 'atlas/hubs/research.yaml': exampleHub({ hold }) });

describe('how a change reaches the fleet', () => {
  test('is careful unless the fleet says otherwise', async () => {
    expect((await fleetOf()).rollout).toEqual({
      batches: { support: [1, 5, 20], staging: [20], canary: [5], production: [1, 5, 20] },
      haltAt: 1,
    });
  });

  test.each([1, 10_000, '1%', '100%'])('may halt at %s', async (haltAt) => {
    expect((await fleetOf(fleetWith({ haltAt }))).rollout.haltAt).toBe(haltAt);
  });

  test.each<[unknown, string]>([
    [0, 'expected at least 1, got 0'],
    [10_001, 'expected at most 10000, got 10001'],
    ...['0%', '101%', '10', 'all'].map((text): [string, string] => [
      text,
      `expected a number of hubs like 2, or a share like "10%", got "${text}"`,
    ]),
    [true, 'expected a number of hubs like 2, or a share like "10%", got true'],
  ])('may not halt at %s', async (haltAt, says) => {
    expect(await sentencesOf(fleetWith({ haltAt }))).toEqual([`fleet.yaml: rollout.haltAt: ${says}`]);
  });

  test.each([[[]], [[0]], [[1, -1]]])('has no batches of %j', async (production) => {
    expect(await sentencesOf(fleetWith({ batches: { production } }))).toHaveLength(1);
  });
});

describe('a hold', () => {
  test('has a reason and a last day, of a hub or of a cluster', async () => {
    const hold = { reason: 'exams until then', until: '2026-12-18' };
    const cluster = exampleCluster({ hold });
    const fleet = await fleetOf({ ...hubWith(hold), 'atlas/cluster.yaml': cluster });
    expect([fleet.clusters[0]?.hold, fleet.clusters[0]?.hubs[0]?.hold]).toEqual([hold, hold]);
  });

  test.each([
    [{ reason: 'exams until then' }, 'hold.until: required key is missing'],
    [{ until: '2026-12-18' }, 'hold.reason: required key is missing'],
    [{ reason: 'exams until then', until: 'Christmas' }, 'hold.until: expected a day like 2027-01-31, got "Christmas"'],
    [{ reason: 'exams', until: '2026-12-18' }, 'hold.reason: '],
  ])('is not %j', async (hold, sentence) => {
    const found = await sentencesOf(hubWith(hold));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`atlas/hubs/research.yaml: ${sentence}`);
  });
});
