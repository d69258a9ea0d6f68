import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from '../support/run.ts';

let cwd: string;
beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'hubfleet-check-'));
});
afterEach(() => rm(cwd, { recursive: true, force: true }));

const check = (...args: string[]) => run(['check', ...args], { cwd });
const write = (name: string, content: unknown) =>
  writeFile(join(cwd, name), typeof content === 'string' ? content : JSON.stringify(content));

const backend = { terraform: { backend: { gcs: { bucket: 'state' } } } };
const disk = (...names: string[]) => ({
  ...backend,
  resource: { aws_ebs_volume: Object.fromEntries(names.map((name) => [name, { encrypted: false }])) },
});
const subnet = { address: 'aws_subnet.a', mode: 'managed', type: 'aws_subnet', name: 'a' };
const plan = (isPublic: boolean) => ({
  format_version: '1.2',
  resource_changes: [{ ...subnet, change: { actions: ['create'], after: { map_public_ip_on_launch: isPublic } } }],
  configuration: {
    root_module: { resources: [{ ...subnet, expressions: { map_public_ip_on_launch: { constant_value: isPublic } } }] },
  },
});
const rulesIn = (stdout: string) => [...new Set(JSON.parse(stdout).findings.map(({ rule }: { rule: string }) => rule))];

describe('hubfleet check on files', { timeout: 30_000 }, () => {
  test('judges Terraform JSON of others and names the file', async () => {
    await write('main.json', disk('a'));
    const { code, stdout } = await check('main.json', '--format', 'json');
    expect(code).toBe(1);
    expect(rulesIn(stdout)).toContain('security/storage-encrypted');
    expect(JSON.parse(stdout).findings[0].place).toEqual({ file: 'main.json', line: 1, column: 1 });
  });

  test.each([
    { encoding: 'UTF-8', bytes: (text: string) => Buffer.from(text) },
    { encoding: 'UTF-16 as PowerShell writes it', bytes: (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le') },
  ])('judges a plan in $encoding', async ({ bytes }) => {
    await writeFile(join(cwd, 'plan.json'), bytes(JSON.stringify(plan(true))));
    const { code, stdout } = await check('--plan', 'plan.json', '--format', 'json');
    expect([code, rulesIn(stdout)]).toEqual([1, ['security/private-subnets']]);
  });

  test('is fine with a plan that is fine', async () => {
    await write('plan.json', plan(false));
    expect((await check('plan.json')).code).toBe(0);
  });

  test.each([
    { name: 'missing.json', content: undefined, says: /missing\.json/ },
    {
      name: 'plan.bin',
      content: 'PK\u0003\u0004',
      says: /is a saved plan in Terraform's own format; give the output of/,
    },
    {
      name: 'notes.json',
      content: 'hello',
      says: /notes\.json: is not JSON, it begins with "hello"; give a cdk\.tf\.json/,
    },
    { name: 'list.json', content: '[]', says: /is not Terraform JSON; give a cdk\.tf\.json file/ },
  ])('refuses $name with a sentence', async ({ name, content, says }) => {
    if (content !== undefined) await write(name, content);
    const { code, stdout, stderr } = await check(name);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(says);
  });

  test('refuses plans and Terraform JSON at once', async () => {
    await write('a.json', disk('a'));
    await write('b.json', plan(false));
    expect((await check('a.json', 'b.json')).stderr).toBe(
      'hubfleet: files: plans and Terraform JSON cannot be checked at once; run the command once for each\n',
    );
  });

  test.each(['text', 'json', 'sarif', 'junit', 'github', 'markdown'])('prints %s', async (format) => {
    await write('main.json', disk('a'));
    const { code, stdout } = await check('main.json', '--format', format);
    expect(code).toBe(1);
    expect(stdout).toContain('security/storage-encrypted');
  });

  test('runs more rules when a larger set is chosen, and refuses a set that is none', async () => {
    await write('main.json', disk('a'));
    const rules = async (...args: string[]) =>
      JSON.parse((await check('main.json', '--format', 'json', ...args)).stdout).summary.rules;
    expect(await rules('--set', 'strict')).toBeGreaterThan(await rules());
    expect(await check('main.json', '--set', 'all')).toEqual({
      code: 2,
      stdout: '',
      stderr: "hubfleet: --set 'all' is no set of rules; choose from baseline, strict, cis\n",
    });
  });
});

describe('a baseline', { timeout: 30_000 }, () => {
  test('lets what was there pass, fails on what is new, and survives a renamed file', async () => {
    await write('main.json', disk('a'));
    const written = await check('main.json', '--write-baseline', 'baseline.json');
    expect([written.code, written.stderr]).toEqual([
      0,
      expect.stringMatching(/^baseline\.json: holds \d+ findings\n$/),
    ]);
    expect((await check('main.json', '--baseline', 'baseline.json')).code).toBe(0);
    await write('renamed.json', disk('a'));
    expect((await check('renamed.json', '--baseline', 'baseline.json')).code).toBe(0);
    await write('main.json', disk('a', 'b'));
    const { code, stdout } = await check('main.json', '--baseline', 'baseline.json', '--format', 'json');
    expect(code).toBe(1);
    const { findings } = JSON.parse(stdout);
    expect(new Set(findings.map(({ address }: { address: string }) => address))).toEqual(new Set(['aws_ebs_volume.b']));
  });

  test('says what was mended, and shrinks when it is written anew', async () => {
    await write('main.json', disk('a', 'b'));
    await check('main.json', '--write-baseline', 'baseline.json');
    const before = await readFile(join(cwd, 'baseline.json'), 'utf8');
    await write('main.json', disk('b'));
    const { stdout } = await check('main.json', '--baseline', 'baseline.json', '--write-baseline', 'baseline.json');
    expect(stdout).toMatch(/mended since the baseline.*\n\n(?: {2}\S+ \S+ aws_ebs_volume\.a\n)+\n/);
    const after = await readFile(join(cwd, 'baseline.json'), 'utf8');
    expect(after).not.toContain('aws_ebs_volume.a');
    expect(JSON.parse(after).findings.length).toBe(JSON.parse(before).findings.length / 2);
  });

  test('that is missing is said to be', async () => {
    await write('main.json', disk('a'));
    expect(await check('main.json', '--baseline', 'none.json')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'hubfleet: none.json: cannot be read (ENOENT); write it with hubfleet check --write-baseline none.json\n',
    });
  });
});

describe('hubfleet check on a fleet', { timeout: 30_000 }, () => {
  beforeEach(() => cp('clusters', join(cwd, 'clusters'), { recursive: true }));
  const replaceIn = async (file: string, from: string | RegExp, to: string) => {
    const path = join(cwd, file);
    await writeFile(path, (await readFile(path, 'utf8')).replace(from, to));
  };
  const found = async (...args: string[]) => {
    const { stdout, stderr } = await check('--format', 'json', ...args);
    if (stdout === '') throw new Error(stderr);
    const { findings } = JSON.parse(stdout) as {
      findings: { rule: string; place?: { file: string; line: number } }[];
    };
    return findings.map(({ rule, place }) => `${rule} ${place?.file}:${place?.line}`);
  };
  const lineOf = async (file: string, text: string) =>
    (await readFile(join(cwd, file), 'utf8')).split('\n').findIndex((line) => line.includes(text)) + 1;

  test.each([
    {
      rule: 'security/eks-public-endpoint',
      file: 'clusters/atlas-west/cluster.yaml',
      from: '203.0.113.0/24, 198',
      to: '0.0.0.0/0, 198',
      at: 'allowedCidrs',
    },
    {
      rule: 'cost/node-pool-ceiling',
      file: 'clusters/atlas-west/cluster.yaml',
      from: 'maxNodes: 50',
      to: 'maxNodes: 500',
      at: 'maxNodes: 500',
    },
    {
      rule: 'cost/hub-culling',
      file: 'clusters/atlas-west/hubs/clinic.yaml',
      from: 'idleMinutes: 30',
      to: 'idleMinutes: 300',
      at: 'idleMinutes: 300',
    },
    {
      rule: 'security/hub-network-policy',
      file: 'clusters/atlas-west/hubs/clinic.yaml',
      from: 'displayName:',
      to: 'values:\n  singleuser:\n    networkPolicy:\n      enabled: false\ndisplayName:',
      at: 'enabled: false',
    },
    {
      rule: 'policies/settings',
      file: 'clusters/fleet.yaml',
      from: 'policies:',
      to: 'policies:\n  levels:\n    security/imds-v1: off',
      at: 'security/imds-v1',
    },
  ])('points $rule at the line of the fleet file that causes it', async ({ rule, file, from, to, at }) => {
    await replaceIn(file, from, to);
    expect(await found('--cluster', 'atlas-west')).toContain(`${rule} ${file}:${await lineOf(file, at)}`);
  });

  test('refuses a waiver too far ahead and an unreadable one at their lines, and shows expired and unused ones', async () => {
    const waiver = (rule: string, expires: string) =>
      `- { rule: ${rule}, match: "*", reason: for this test only, owner: ops@opendata.example, expires: ${expires} }\n`;
    const far = waiver('security/imds-v2', '2028-01-01');
    await write(
      'clusters/atlas-west/waivers.yaml',
      waiver('cost/hub-culling', '2026-01-01') + far + waiver('security/open-ingress', '2026-12-01'),
    );
    const { code, stdout } = await check('--cluster', 'atlas-west', '--format', 'json');
    const { findings, waivers } = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(findings.map(({ message, place }: { message: string; place: object }) => ({ message, place }))).toEqual([
      {
        message:
          'clusters/atlas-west/waivers.yaml:2: waiver of security/imds-v2 for * is not accepted: expires 2028-01-01 is 405 days ahead, at most 180 are allowed',
        place: {
          file: 'clusters/atlas-west/waivers.yaml',
          line: 2,
          column: 3,
          endLine: 2,
          endColumn: expect.any(Number),
        },
      },
    ]);
    expect([waivers.expired.length, waivers.unused.length]).toEqual([1, 1]);
  });
});
