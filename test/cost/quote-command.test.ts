import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from '../support/run.ts';

const dir = mkdtempSync(join(tmpdir(), 'hubfleet-cost-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const cost = (...args: string[]) => run(['cost', '--out', join(dir, 'out'), ...args]);

describe('hubfleet quote', { timeout: 30_000 }, () => {
  const quote = (...args: string[]) =>
    run(['quote', '--cluster', 'lyra-uk', '--hub', 'teaching', '--date', '2026-12-03', ...args]);

  test('splits the expected cost of a cluster among its hubs, to the cent', async () => {
    const month = async (hub: string) =>
      JSON.parse((await run(['quote', '--cluster', 'lyra-uk', '--hub', hub, '--format', 'json'])).stdout);
    const quotes = await Promise.all(['imaging', 'staging', 'teaching'].map(month));
    const sum = quotes.reduce((total, { total: own }) => total + own, 0);
    const { clusters } = JSON.parse((await cost('--cluster', 'lyra-uk', '--format', 'json')).stdout);
    expect(Math.abs(sum - clusters[0].monthly.expected)).toBeLessThan(0.03);
    for (const { own, nodes, shared, total, low, high } of quotes) {
      expect(Math.abs(own + nodes + shared - total)).toBeLessThan(0.03);
      expect(low).toBeLessThanOrEqual(total);
      expect(high).toBeGreaterThanOrEqual(total);
    }
  });

  test('prints a quote that a community can read', async () => {
    const { code, stdout } = await run(['quote', '--cluster', 'lyra-uk', '--hub', 'teaching']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^hub teaching of lyra-uk +a month\nits own resources +\$/);
    expect(stdout).toContain('a server for an hour: regular $0.007, large $0.014\n');
  });

  test('plans a workshop with what to change before and after', async () => {
    const { code, stdout } = await quote('--seats', '120');
    expect(code).toBe(0);
    expect(stdout).toBe(`when                2026-12-03, 3 h, 120 people within 10 minutes
where               hub teaching of lyra-uk, profile regular, pool small
servers on a node   53
nodes               3 beside 3 of usual use; the pool allows 60
held ready          3 nodes, from 60 minutes before
with the change     0 % wait for a node, 0 % get no server
without it          100 % wait for a node, 0 % get no server
quota               12 CPUs, 0 GPUs, 3 addresses for nodes
cost at the most    $5.15 for 14.5 node-hours
a seat for an hour  $0.007

# 60 minutes before: merge into clusters/lyra-uk/hubs/teaching.yaml
placeholders:
  count: 3
  wholeNodes: true
  pool: small
imagePulling: onNewNodes

# afterwards: merge into clusters/lyra-uk/hubs/teaching.yaml
placeholders: null
imagePulling: onDemand
`);
  });

  test('raises a pool that is too small, and says what to set back', async () => {
    const { stdout } = await quote('--seats', '4000');
    expect(stdout).toContain('lyra-uk/cluster.yaml\npools:\n  small:\n    maxNodes: 79\n');
    expect(stdout).toContain('lyra-uk/cluster.yaml\npools:\n  small:\n    maxNodes: 60\n');
  });

  test.each([
    [
      ['--seats', '1.5'],
      "option '--seats <count>' argument '1.5' is invalid. expected a whole number above 0 and at most 100000.",
    ],
    [
      ['--seats', '9', '--date', '2026-02-30'],
      "option '--date <day>' argument '2026-02-30' is invalid. expected a day like 2026-12-03.",
    ],
    [['--seats', '9', '--date', '2026-11-21'], '--date 2026-11-21 is over; name a day from 2026-11-22 on'],
    [
      ['--seats', '9', '--hub', 'teachin'],
      "--hub 'teachin' is not in the fleet; choose from imaging, staging, teaching",
    ],
  ])('refuses %j', async (args, message) => {
    expect(await quote(...args)).toMatchObject({ code: 2, stderr: `hubfleet: ${message}\n` });
  });
});
