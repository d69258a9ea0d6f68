import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { run } from '../support/run.ts';

const dir = mkdtempSync(join(tmpdir(), 'hubfleet-infracost-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

// The fields that infracost writes and policies written for it read; nothing else may stand there.
const money = z.string().regex(/^-?\d+(?:\.\d+)?$/);
const count = z.int().min(0);
const component = z.strictObject({
  name: z.string().min(1),
  unit: z.string(),
  hourlyQuantity: money.nullable(),
  monthlyQuantity: money.nullable(),
  price: money,
  hourlyCost: money.nullable(),
  monthlyCost: money.nullable(),
  usageBased: z.boolean(),
  priceNotFound: z.boolean(),
});
const resource = z.strictObject({
  name: z.string().min(1),
  resourceType: z.string().min(1),
  tags: z.record(z.string(), z.string()),
  metadata: z.record(z.string(), z.unknown()),
  hourlyCost: money,
  monthlyCost: money,
  costComponents: z.array(component).optional(),
  subresources: z.array(z.never()).optional(),
});
const breakdown = z.strictObject({
  resources: z.array(resource),
  freeResources: z.array(resource),
  totalHourlyCost: money,
  totalMonthlyCost: money,
});
const summary = z.strictObject({
  totalDetectedResources: count,
  totalSupportedResources: count,
  totalUnsupportedResources: count,
  totalUsageBasedResources: count,
  totalNoPriceResources: count,
});
const root = z.strictObject({
  version: z.literal('0.2'),
  currency: z.literal('USD'),
  projects: z.array(
    z.strictObject({
      name: z.string().min(1),
      metadata: z.looseObject({ path: z.string(), type: z.string() }),
      pastBreakdown: breakdown,
      breakdown,
      diff: breakdown,
      summary,
    }),
  ),
  totalHourlyCost: money,
  totalMonthlyCost: money,
  totalMonthlyUsageCost: money,
  pastTotalHourlyCost: money,
  pastTotalMonthlyCost: money,
  pastTotalMonthlyUsageCost: money.optional(),
  diffTotalHourlyCost: money,
  diffTotalMonthlyCost: money,
  diffTotalMonthlyUsageCost: money.optional(),
  timeGenerated: z.iso.datetime(),
  summary,
});

const cost = async (...args: string[]) => {
  const { stdout } = await run(['cost', '--out', join(dir, 'out'), '--cluster', 'lyra-uk', ...args]);
  return JSON.parse(stdout);
};

describe('an estimate in the shape of infracost', { timeout: 30_000 }, () => {
  test('has its fields, and sums that agree', async () => {
    const report = root.parse(await cost('--format', 'infracost'));
    expect(report.timeGenerated).toBe('2026-11-22T00:00:00.000Z');
    const [project] = report.projects;
    if (!project) throw new Error('no project');
    const { resources, freeResources, totalMonthlyCost } = project.breakdown;
    const sum = resources.reduce((total, { monthlyCost }) => total + Number(monthlyCost), 0);
    expect(Math.abs(sum - Number(totalMonthlyCost))).toBeLessThan(0.005 * resources.length);
    expect(report.totalMonthlyCost).toBe(totalMonthlyCost);
    expect(project.metadata).toMatchObject({ ceiling: expect.any(String), budget: '3000.00' });
    expect(freeResources.length).toBeGreaterThan(10);
    expect(project.summary.totalDetectedResources).toBe(resources.length + freeResources.length);
    for (const { priceNotFound, monthlyCost } of resources.flatMap(({ costComponents = [] }) => costComponents)) {
      expect(monthlyCost === null).toBe(priceNotFound);
    }
  });

  test('has an empty past without a base, and the sums of the base with one', async () => {
    const alone = root.parse(await cost('--format', 'infracost'));
    expect([alone.pastTotalMonthlyCost, alone.diffTotalMonthlyCost]).toEqual(['0.00', alone.totalMonthlyCost]);
    const base = join(dir, 'base.json');
    writeFileSync(base, JSON.stringify(await cost('--format', 'json')));
    const prices = join(dir, 'prices.yaml');
    writeFileSync(prices, 'prices: [{ cloud: google, item: gke/cluster, usd: 0.2 }]\n');
    const dearer = root.parse(await cost('--format', 'infracost', '--compare', base, '--prices', prices));
    expect(dearer.pastTotalMonthlyCost).toBe(alone.totalMonthlyCost);
    expect(dearer.diffTotalMonthlyCost).toBe('73.00');
    expect(dearer.projects[0]?.diff.totalMonthlyCost).toBe('73.00');
  });
});
