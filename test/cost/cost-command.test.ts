import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
