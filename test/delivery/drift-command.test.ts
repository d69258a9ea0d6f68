import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { defineDrift } from '../../src/commands/drift.ts';
import { runProgram } from '../../src/commands/program.ts';
import { driftFile } from '../../src/report/drift.ts';
import { writeFleet } from '../support/fleet.ts';
import { FakeTerraform, type Scripted } from '../terraform/support/fake-terraform.ts';
import { planJson, planned } from '../terraform/support/plan.ts';

const CLUSTER = ['atlas', 'atlas-data'];
const plans = { exitCode: 2, plan: 'plan' };
const renamed = planJson([planned(['update'], { before: { name: 'b' }, after: { name: 'a' } })], {
  resource_drift: [planned(['update'], { before: { name: 'a' }, after: { name: 'b' } })],
});
const homes = { address: 'aws_efs_file_system.homes', type: 'aws_efs_file_system', name: 'homes' };
const lost = planJson([planned(['create'], { before: null, after: {} }, homes)], {
  resource_drift: [planned(['delete'], { before: {}, after: null }, homes)],
});
const harmless = { plan: plans, show: { stdout: renamed } };
const destructive = { ...harmless, 'show atlas-data': { stdout: lost } };
const UNSEEN = { exitCode: 1, stderr: 'Error: no credentials' };

// The cloud libraries load for seconds on a busy machine, which is not the time of the first test.
beforeAll(async () => void (await import('../../src/stacks/synthesize.ts')), 60_000);

async function given(script: Record<string, Scripted>, files = {}) {
  const fake = new FakeTerraform(script);
  onTestFinished(() => fake[Symbol.dispose]());
  const fleetDir = await writeFleet(files);
  const terminal = { signals: new EventEmitter(), stdin: new PassThrough() };
  const entries = [{ name: 'drift', summary: 'drift', load: async () => defineDrift(terminal) }];
  const drift = async (...args: string[]) => {
    let stdout = '';
    let stderr = '';
    const context = {
      stdout: { write: (text: string) => (stdout += text) },
      stderr: { write: (text: string) => (stderr += text) },
      cwd: fake.dir,
      env: { PATH: process.env.PATH, TERRAFORM_BINARY_NAME: './terraform' },
      now: () => new Date('2026-11-22T12:00:00Z'),
    };
    const code = await runProgram(['drift', ...args, '--fleet', fleetDir, '--out', 'out'], context, entries);
    return { code, stdout, stderr };
  };
  return { fake, drift };
}

test('drift changes nothing, takes no lock and keeps no plan', async () => {
  const { fake, drift } = await given(harmless);
  expect(await drift('atlas')).toMatchObject({ code: 0 });
  expect(fake.commands).toEqual(['version', 'init', 'plan', 'show']);
  const file = join(fake.dir, 'out', 'plans', 'atlas.drift.tfplan');
  expect(fake.calls[2]?.args).toEqual([
    'plan',
    '-input=false',
    '-no-color',
    '-lock=false',
    '-detailed-exitcode',
    `-out=${file}`,
  ]);
  expect(existsSync(file)).toBe(false);
});

test('drift tells people what happened and what would follow', async () => {
  const { drift } = await given(destructive);
  const { code, stdout } = await drift(...CLUSTER, '--parallel', '1');
  expect(code).toBe(1);
  expect(stdout).toBe(
    [
      'atlas  harmless, 1 resource drifted',
      '  harmless aws_vpc.net: changed outside, an apply would do: update; an application would put it back',
      '        name: "a" -> "b"',
      '',
      'atlas-data  destructive, 1 resource drifted',
      '  destructive aws_efs_file_system.homes: deleted outside, an apply would do: create; it is gone, and it held what cannot be made again',
      '',
      '2 of 2 stacks drifted: 1 destructive, 0 cost, 1 harmless',
      '',
    ].join('\n'),
  );
});

test.each([
  { what: 'nothing', script: { show: { stdout: planJson([]) } }, args: ['--fail-on', 'harmless'], code: 0 },
  { what: 'harmless drift', script: harmless, args: [], code: 0 },
  { what: 'harmless drift', script: harmless, args: ['--fail-on', 'cost'], code: 0 },
  { what: 'harmless drift', script: harmless, args: ['--fail-on', 'harmless'], code: 1 },
  { what: 'destructive drift', script: destructive, args: [], code: 1 },
  { what: 'destructive drift', script: destructive, args: ['--fail-on', 'cost'], code: 1 },
  { what: 'a stack that cannot be planned', script: { ...harmless, 'plan atlas': UNSEEN }, args: [], code: 3 },
  { what: 'one of each', script: { ...destructive, 'plan atlas': UNSEEN }, args: [], code: 1 },
  { what: 'a wrong class', script: harmless, args: ['--fail-on', 'never'], code: 2 },
])('drift $args ends with $code after $what', async ({ script, args, code }) => {
  const { drift } = await given(script);
  expect(await drift(...CLUSTER, ...args)).toMatchObject({ code });
});

test('drift goes on after a stack that cannot be looked at, also to those that depend on it', async () => {
  const { drift } = await given({ ...harmless, 'init atlas': UNSEEN });
  const { stdout } = await drift(...CLUSTER);
  expect(stdout).toContain('atlas  could not be looked at\n');
  expect(stdout).toContain('Error: no credentials\n');
  expect(stdout).toContain('atlas-data  harmless, 1 resource drifted\n');
  expect(stdout).toContain('1 of 2 stacks drifted: 0 destructive, 0 cost, 1 harmless\n');
  expect(stdout).toContain('could not be looked at: atlas\n');
});

test('drift sees what Terraform itself refuses to destroy', async () => {
  const stdout = planJson([planned(['delete'], { before: {}, after: null }, homes)], { errored: true });
  const refused = { exitCode: 1, plan: 'plan', stderr: 'Error: Instance cannot be destroyed' };
  const { drift } = await given({ plan: refused, show: { stdout } });
  const report = JSON.parse((await drift('atlas-data', '--format', 'json')).stdout);
  expect(report.stacks).toMatchObject([
    { outcome: 'drifted', class: 'destructive', failure: { output: 'Error: Instance cannot be destroyed' } },
  ]);
});

test('drift writes a report for programs', async () => {
  const { drift } = await given({ ...destructive, 'plan atlas-support': UNSEEN });
  const { code, stdout } = await drift(...CLUSTER, 'atlas-support', '--format', 'json');
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({
    version: 1,
    checkedAt: '2026-11-22T12:00:00.000Z',
    class: 'destructive',
    resources: { harmless: 1, cost: 0, destructive: 1 },
    unseen: ['atlas-support'],
    exitCode: code,
  });
  expect(report.stacks.map(({ stack, outcome }: { stack: string; outcome: string }) => [stack, outcome])).toEqual([
    ['atlas', 'drifted'],
    ['atlas-data', 'drifted'],
    ['atlas-support', 'unseen'],
  ]);
  const read = driftFile.parse(report);
  expect(read.stacks.map(({ stack, state, changes }) => [stack, state, changes.map(({ address }) => address)])).toEqual(
    [
      ['atlas', 'drifted', ['aws_vpc.net']],
      ['atlas-data', 'drifted', ['aws_efs_file_system.homes']],
      ['atlas-support', 'failed', []],
    ],
  );
});

test('drift looks also at stacks that the policies forbid', async () => {
  const { drift } = await given(harmless, {
    'fleet.yaml': {
      organization: { name: 'Open Data Commons', contact: 'ops@opendata.example' },
      backend: { kind: 's3', bucket: 'odc-state', region: 'us-west-2' },
      policies: { limits: { maxNodesPerPool: 1 } },
    },
  });
  expect(await drift('atlas')).toMatchObject({ code: 0 });
});
