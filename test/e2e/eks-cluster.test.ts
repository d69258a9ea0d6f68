import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { defineApply } from '../../src/commands/apply.ts';
import { definePlan } from '../../src/commands/plan.ts';
import { runProgram } from '../../src/commands/program.ts';
import { Interruption } from '../../src/terraform/interruption.ts';
import { TerraformRunner } from '../../src/terraform/runner.ts';
import { exampleCluster, exampleHub, writeFleet } from '../support/fleet.ts';
import { findMoto, type Moto, startMoto } from '../support/moto.ts';
import { StateBucket } from '../support/state-bucket.ts';
import { findTerraform } from '../support/terraform.ts';

const terraform = findTerraform();
const motoServer = findMoto();
const STACKS = ['atlas', 'atlas-data'];
const CLUSTER_STATE = 'atlas/atlas.tfstate';
const DATA_STATE = 'atlas/atlas-data.tfstate';
const TODAY = '2026-11-22';

const pools = (maxNodes: number) => ({
  core: { purpose: 'core', machineType: 'r8i-flex.large', minNodes: 1, maxNodes: 3 },
  small: { purpose: 'user', machineType: 'r5.xlarge', maxNodes },
});
const twoHomes = { main: { kind: 'efs' }, spare: { kind: 'efs' } };
/** The account of the emulator. */
const cluster = (overrides: object) => exampleCluster({ account: '123456789012', ...overrides });

describe.skipIf(!terraform || !motoServer)('the life of an EKS cluster', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'hubfleet-life-'));
  const terminal = { signals: new EventEmitter(), stdin: new PassThrough() };
  const entries = [
    { name: 'plan', summary: 'plan', load: async () => definePlan(terminal) },
    { name: 'apply', summary: 'apply', load: async () => defineApply(terminal) },
  ];
  let moto: Moto;
  let bucket: StateBucket;
  let fleet: string;
  let before: object;

  beforeAll(async () => {
    moto = await startMoto(motoServer ?? '');
    bucket = await StateBucket.create(moto, 'odc-state');
    fleet = await writeFleet({
      'atlas/cluster.yaml': cluster({ pools: pools(20), homeStorage: twoHomes }),
      'atlas/hubs/research.yaml': exampleHub({ storage: { home: 'main', quotaGiB: 10 } }),
    });
    before = await moto.existing();
  });
  afterAll(async () => {
    await moto.stop();
    rmSync(cwd, { recursive: true, force: true });
  });

  async function hubfleet(...args: string[]) {
    let stdout = '';
    let stderr = '';
    const context = {
      stdout: { write: (text: string) => (stdout += text) },
      stderr: { write: (text: string) => (stderr += text) },
      cwd,
      env: { ...terraform?.env, ...moto.env, TERRAFORM_BINARY_NAME: terraform?.binary },
      now: () => new Date(`${TODAY}T12:00:00Z`),
    };
    const code = await runProgram([...args, '--fleet', fleet, '--format', 'json'], context, entries);
    const { stacks = [] } = stdout === '' ? {} : JSON.parse(stdout);
    return { code, stacks, stderr };
  }

  const change = (overrides: object): void =>
    writeFileSync(join(fleet, 'atlas', 'cluster.yaml'), stringify(cluster(overrides)));

  const fileSystems = async (): Promise<object[]> =>
    JSON.parse((await moto.existing())['EFS file systems']).FileSystems;

  test('begins with the cluster, then its data', async () => {
    const { code, stacks, stderr } = await hubfleet('apply', ...STACKS, '--yes');
    expect(code, stderr).toBe(0);
    expect(stacks).toMatchObject([
      { stack: 'atlas', outcome: 'applied', summary: { update: 0, replace: 0, delete: 0 } },
      { stack: 'atlas-data', outcome: 'applied', summary: { update: 0, replace: 0, delete: 0 } },
    ]);
    expect(await bucket.keys()).toEqual([DATA_STATE, CLUSTER_STATE]);
  });

  test('has no changes when it is planned again', async () => {
    const { code, stacks } = await hubfleet('plan', ...STACKS);
    expect([code, stacks.flatMap((stack: { changes: object[] }) => stack.changes)]).toEqual([0, []]);
    expect(stacks).toMatchObject([{ outcome: 'no-changes' }, { outcome: 'no-changes' }]);
  });

  test('grows a pool in place', async () => {
    change({ pools: pools(30), homeStorage: twoHomes });
    const { code, stacks } = await hubfleet('apply', 'atlas', '--yes');
    expect(code).toBe(0);
    expect(stacks).toMatchObject([
      { outcome: 'applied', changes: [{ kind: 'update', path: 'atlas/Cluster/Pools/small/Resource' }] },
    ]);
    expect(stacks[0].changes[0].attributes).toEqual([
      {
        path: 'scaling_config[0].max_size',
        before: { kind: 'scalar', value: 20 },
        after: { kind: 'scalar', value: 30 },
        forcesReplacement: false,
      },
    ]);
    expect(await hubfleet('plan', 'atlas')).toMatchObject({ code: 0, stacks: [{ outcome: 'no-changes' }] });
  });

  test('does not lose home directories that disappear from the files', async () => {
    const state = await bucket.stateOf(DATA_STATE);
    change({ pools: pools(30) });
    const { code, stacks } = await hubfleet('apply', 'atlas-data', '--yes');
    expect(code).toBe(1);
    expect(stacks).toMatchObject([{ stack: 'atlas-data', outcome: 'refused' }]);
    const refused = stacks[0].findings.filter(({ level }: { level: string }) => level === 'error');
    expect(refused.map(({ rule }: { rule: string }) => rule)).toContain('data-loss/stateful-change');
    expect(refused.map(({ message }: { message: string }) => message).join()).toMatch(/delete/);
    expect(await bucket.stateOf(DATA_STATE)).toEqual(state);
    expect(await fileSystems()).toHaveLength(2);
  });

  test('loses them when a waiver says so, and from the day after no more', async () => {
    const waiver = (expires: string) => [
      {
        rule: 'data-loss/stateful-change',
        match: 'aws_*.Homes_spare_*',
        reason: 'the spare homes were never used',
        owner: 'ann@opendata.example',
        expires,
      },
    ];
    const file = join(fleet, 'atlas', 'waivers.yaml');
    writeFileSync(file, stringify(waiver('2026-11-21')));
    expect(await hubfleet('plan', 'atlas-data')).toMatchObject({ code: 1 });
    writeFileSync(file, stringify(waiver(TODAY)));
    const { code, stacks } = await hubfleet('apply', 'atlas-data', '--yes');
    expect(code).toBe(0);
    expect(stacks).toMatchObject([{ outcome: 'applied', findings: expect.not.arrayContaining([{ level: 'error' }]) }]);
    expect(stacks[0].waived.length).toBeGreaterThan(0);
    expect(await fileSystems()).toHaveLength(1);
  });

  test('leaves nothing when it is destroyed', async () => {
    for (const name of [...STACKS].reverse()) {
      const directory = join(cwd, 'cdktf.out', 'stacks', name);
      const file = join(directory, 'cdk.tf.json');
      writeFileSync(file, readFileSync(file, 'utf8').replace(/"prevent_destroy": ?true/g, '"prevent_destroy":false'));
      const runner = new TerraformRunner({
        binary: terraform?.binary ?? '',
        env: { ...terraform?.env, ...moto.env },
        interruption: new Interruption(),
        progress: () => {},
      });
      await runner.run({ stack: name, directory, args: ['destroy', '-auto-approve', '-input=false', '-no-color'] });
    }
    expect((await bucket.stateOf(CLUSTER_STATE)).resources + (await bucket.stateOf(DATA_STATE)).resources).toBe(0);
    expect(await moto.existing()).toEqual(before);
  });
});
