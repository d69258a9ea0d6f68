import { describe, expect, test } from 'vitest';
import { synthesizedCost } from '../../src/cost/base-cost.ts';
import { usageFile } from '../../src/cost/usage-file.ts';
import { priceBookOf } from '../../src/fleet/price-book.ts';
import { fleetOf } from '../support/fleet.ts';
import { fullFiles } from '../support/full-clusters.ts';

describe('clusters that use every key', { timeout: 30_000 }, () => {
  test('have a price for everything', async () => {
    const settings = { usage: usageFile.parse({}), book: priceBookOf(), today: '2026-11-22' };
    const { clusters } = await synthesizedCost(await fleetOf(fullFiles()), settings);
    expect(clusters.map(({ name }) => name)).toEqual(['atlas', 'lyra']);
    for (const { unpriced, monthly } of clusters) {
      expect(unpriced).toEqual([]);
      expect(monthly.floor).toBeLessThan(monthly.expected);
      expect(monthly.expected).toBeLessThan(monthly.ceiling);
    }
    const lines = clusters.map(({ resources }) =>
      resources.flatMap(({ components }) => components).map(({ name }) => name.replace(/^[\d.]+ |,.*$/g, '')),
    );
    const both = [
      'control plane',
      'database server',
      'load balancer',
      'objects',
      'traffic to users',
      'disk of metrics',
    ];
    expect(lines[0]).toEqual(expect.arrayContaining(both.map((name) => name.replace(/^load/, 'classic load'))));
    expect(lines[1]).toEqual(expect.arrayContaining(both));
    expect(lines[0]).toEqual(expect.arrayContaining(['interface endpoint in 2 zones', 'backups of file systems']));
  });
});
