import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from '../support/run.ts';

const dir = mkdtempSync(join(tmpdir(), 'hubfleet-cost-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const cost = (...args: string[]) => run(['cost', '--out', join(dir, 'out'), ...args]);
const write = (name: string, text: string) => {
  writeFileSync(join(dir, name), text);
  return join(dir, name);
};

describe('hubfleet cost', { timeout: 30_000 }, () => {
  test('prints a table that one can read, with every sum of the example fleet', async () => {
    const { code, stdout, stderr } = await cost('--cluster', 'atlas-west');
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const plain = stripVTControlCharacters(stdout).split('\n');
    expect(plain[0]).toBe('atlas-west (aws us-west-2)');
    expect(plain[1]).toMatch(/^ {2}US dollars a month {2,}floor {2,}expected {2,}ceiling$/);
    expect(plain.find((line) => line.startsWith('    small:'))).toMatch(
      /0 to 50 × r5.xlarge, on demand +\$0\.00 .* \$9,518\.00$/,
    );
    expect(plain.some((line) => /expected to use \d+ % of the budget of \$4,000\.00; with all pools/.test(line))).toBe(
      true,
    );
    expect(plain.some((line) => line.includes('without a price'))).toBe(false);
    expect(plain.some((line) => line.includes('the use of clinic, research, staging is assumed'))).toBe(true);
    expect(Math.max(...plain.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test('keeps floor, expected and ceiling in order, and hubs within their cluster', async () => {
    const { clusters } = JSON.parse((await cost('--format', 'json')).stdout);
    expect(clusters.map(({ name }: { name: string }) => name)).toEqual(['atlas-west', 'lyra-uk']);
    for (const { monthly, hubs } of clusters) {
      expect(monthly.floor).toBeLessThanOrEqual(monthly.expectedLow);
      expect(monthly.expectedLow).toBeLessThanOrEqual(monthly.expected);
      expect(monthly.expected).toBeLessThanOrEqual(monthly.expectedHigh);
      expect(monthly.expectedHigh).toBeLessThanOrEqual(monthly.ceiling);
      const ofHubs = hubs.reduce((sum: number, hub: { own: number; nodes: number }) => sum + hub.own + hub.nodes, 0);
      expect(ofHubs).toBeLessThanOrEqual(monthly.expected);
    }
  });

  test('reads usage and prices, and answers with their effect', async () => {
    const usage = write('usage.yaml', 'defaults: { users: 400 }\nsimulation: { runs: 2 }\n');
    const prices = write('prices.yaml', 'discounts: [{ cloud: aws, items: machine/*, percent: 50 }]\n');
    const args = ['--cluster', 'atlas-west', '--usage', usage, '--format', 'json'];
    const list = JSON.parse((await cost(...args)).stdout).clusters[0];
    const half = JSON.parse((await cost(...args, '--prices', prices)).stdout).clusters[0];
    expect(list.monthly.expected).toBeGreaterThan(1000);
    const core = (cluster: typeof list) =>
      cluster.pools.find(({ name }: { name: string }) => name === 'core').monthly.floor;
    // 0.13197 × 730 = 96.34 at list price, half of it with the discount; the disk of 6.40 stays.
    expect([core(list), core(half)]).toEqual([102.74, 54.57]);
    expect(list.notes).toEqual([]);
  });

  test('compares with a saved estimate and with the fleet of another folder', async () => {
    const saved = write('base.json', (await cost('--cluster', 'lyra-uk', '--format', 'json')).stdout);
    const same = await cost('--cluster', 'lyra-uk', '--compare', saved, '--format', 'markdown');
    expect(same.stdout).toContain('This change costs nothing and saves nothing.');
    const other = await cost('--compare', 'clusters', '--format', 'markdown');
    expect(other.stdout).toContain('This change costs nothing and saves nothing.');
  });

  test('ends with 1 when a cluster costs more than its budget in the case that counts', async () => {
    const over = await cost('--cluster', 'atlas-west', '--gate', 'ceiling');
    expect(over.code).toBe(1);
    expect(over.stderr).toMatch(/^atlas-west: the ceiling cost is \$[\d,.]+ a month, the budget \$4,000\.00; lower/);
    expect((await cost('--cluster', 'atlas-west', '--gate', 'none')).code).toBe(0);
  });

  test.each([
    ['usage', 'defaults: { users: -1 }', 'Too small: expected number to be >=0', 'defaults.users: '],
    ['prices', 'discounts: [{ percent: 120 }]', 'Too big: expected number to be <=100', 'discounts.0.percent: '],
    ['usage', 'a: [', '', 'is not YAML: '],
    ['usage', 'defaults: { user: 3 }', 'unknown key; correct its name or remove it', 'defaults.user: '],
  ])('refuses a wrong file of %s', async (option, text, reason, place) => {
    const file = write(`wrong-${option}.yaml`, text);
    const { code, stderr } = await cost(`--${option}`, file);
    expect(code).toBe(1);
    expect(stderr).toContain(`hubfleet: ${file}: ${place}${reason}`);
  });

  test.each([
    ['clusters: { atlas-wst: {} }', 'clusters.atlas-wst: is not in the fleet; did you mean atlas-west'],
    [
      'clusters: { atlas-west: { hubs: { reserch: {} } } }',
      'clusters.atlas-west.hubs.reserch: is not in the fleet; did you mean research',
    ],
    ['nodeHours: { atlas-west: { smal: 10 } }', 'nodeHours.atlas-west.smal: is not in the fleet; did you mean small'],
  ])('refuses usage of what the fleet does not have: %s', async (text, sentence) => {
    const file = write('stray.yaml', text);
    expect(await cost('--usage', file)).toMatchObject({ code: 1, stderr: `hubfleet: ${file}: ${sentence}\n` });
  });

  test('prices a plan that is not ours', async () => {
    const { code, stdout } = await cost('--plan', 'test/cost/plans/atlas-west.plan.json', '--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout).clusters[0]).toMatchObject({ name: 'atlas-west.plan', budgetUsd: null });
  });

  test('names what has no price, and why', async () => {
    const file = write('fsx.json', JSON.stringify({ resource: { aws_fsx_lustre_file_system: { homes: {} } } }));
    const { code, stdout } = await cost('--plan', file);
    expect(code).toBe(0);
    expect(stripVTControlCharacters(stdout)).toContain(
      [
        '  1 without a price, not in any sum:',
        '    aws_fsx_lustre_file_system (aws_fsx_lustre_file_system.homes): there is no price for',
        '    aws_fsx_lustre_file_system',
      ].join('\n'),
    );
  });

  test.each([
    ['[]', 'holds neither a plan nor resources; give the output of terraform show -json, or a cdk.tf.json'],
    ['{ "a": 1 }', 'holds neither a plan nor resources; give the output of terraform show -json, or a cdk.tf.json'],
  ])('refuses what is no plan: %s', async (text, reason) => {
    const file = write('odd.json', text);
    expect(await cost('--plan', file)).toMatchObject({ code: 1, stderr: `hubfleet: ${file}: ${reason}\n` });
  });

  test.each([
    ['nowhere.json', undefined, 'cannot be read (ENOENT); name an existing file'],
    ['odd.json', '{ "a": 1 }', 'is no estimate; save one with hubfleet cost --format json > '],
  ])('refuses to compare with %s', async (name, text, reason) => {
    const file = text === undefined ? join(dir, name) : write(name, text);
    const { code, stderr } = await cost('--cluster', 'lyra-uk', '--compare', file);
    expect({ code, stderr }).toEqual({ code: 1, stderr: `hubfleet: ${file}: ${reason}${text ? file : ''}\n` });
  });
});

describe('hubfleet prices', { timeout: 30_000 }, () => {
  test('lists sources with their age', async () => {
    const { stdout } = await run(['prices', '--format', 'json']);
    const { prices } = JSON.parse(stdout);
    expect(prices.length).toBeGreaterThan(3);
    expect(prices[0]).toMatchObject({ isStale: true });
  });

  test('fetches a price list into a file that cost then uses', async () => {
    const server = createServer((_, response) =>
      response.end(
        JSON.stringify({
          publicationDate: '2026-11-18T00:00:00Z',
          products: {
            A: {
              productFamily: 'Compute Instance',
              attributes: {
                instanceType: 'r8i-flex.large',
                operatingSystem: 'Linux',
                tenancy: 'Shared',
                preInstalledSw: 'NA',
                capacitystatus: 'Used',
              },
            },
          },
          terms: {
            OnDemand: {
              A: { 'A.B': { priceDimensions: { 'A.B.C': { unit: 'Hrs', pricePerUnit: { USD: '1.00' } } } } },
            },
          },
        }),
      ),
    );
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const file = join(dir, 'fetched.json');
    const fetched = await run(['prices', 'update', '--region', 'us-west-2', '--out', file, '--aws-url', url]);
    server.close();
    expect(fetched).toMatchObject({ code: 0, stdout: `${file}: 1 prices of us-west-2\n` });
    expect(readFileSync(file, 'utf8')).toContain('2026-11-18');
    const { stdout } = await cost('--cluster', 'atlas-west', '--prices', file, '--format', 'json');
    const core = JSON.parse(stdout).clusters[0].pools.find(({ name }: { name: string }) => name === 'core');
    expect(core.monthly.floor).toBe(736.4);
  });

  test.each([
    [['--out', 'x.json'], 'hubfleet: prices update: no region named; add --region, for example us-west-2\n'],
    [
      ['--region', 'europe-west2', '--out', 'x.json'],
      "hubfleet: prices update: Google's catalog asks for an API key; set GOOGLE_BILLING_API_KEY\n",
    ],
  ])('asks for what it needs: %j', async (args, stderr) => {
    expect(await run(['prices', 'update', ...args])).toMatchObject({ code: 2, stderr });
  });
});

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
