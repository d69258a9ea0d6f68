import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, type Waiver } from '@hubfleet/policies';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyStack } from '../../src/terraform/apply-stack.ts';
import { requireVersion } from '../../src/terraform/binary-version.ts';
import { Interruption } from '../../src/terraform/interruption.ts';
import { planStack } from '../../src/terraform/plan-stack.ts';
import { TerraformRunner } from '../../src/terraform/runner.ts';
import { findMoto, type Moto, startMoto } from '../support/moto.ts';
import { StateBucket } from '../support/state-bucket.ts';
import { findTerraform } from '../support/terraform.ts';

const terraform = findTerraform();
const motoServer = findMoto();
const KEY = 'sea/sea-data.tfstate';
const VPC = { net: { cidr_block: '10.20.0.0/16', tags: { Name: 'sea' } } };
const GROUP = { nfs: { name: 'nfs', description: 'NFS for homes', vpc_id: '${aws_vpc.net.id}' } };
const homes = (settings: object = {}) => ({
  homes: { encrypted: true, lifecycle: { prevent_destroy: true }, ...settings },
});
const everything = { aws_vpc: VPC, aws_security_group: GROUP, aws_efs_file_system: homes() };

describe.skipIf(!terraform || !motoServer)('a stack with homes', () => {
  const dir = mkdtempSync(join(tmpdir(), 'hubfleet-guarded-'));
  const directory = join(dir, 'out', 'stacks', 'sea-data');
  const stack = { name: 'sea-data', cluster: 'sea', directory, file: join(directory, 'cdk.tf.json'), dependsOn: [] };
  let moto: Moto;
  let bucket: StateBucket;

  beforeAll(async () => {
    moto = await startMoto(motoServer ?? '');
    bucket = await StateBucket.create(moto, 'sea-state');
  });
  afterAll(async () => {
    await moto.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  function write(resource: object, key = KEY): void {
    const s3 = { bucket: bucket.name, key, region: 'us-west-2', use_lockfile: true, encrypt: true };
    const aws = { source: 'aws', version: '>= 5.100, < 7' };
    mkdirSync(directory, { recursive: true });
    const json = {
      terraform: { required_providers: { aws }, backend: { s3 } },
      provider: { aws: [{ region: 'us-west-2' }] },
      resource,
    };
    writeFileSync(stack.file, JSON.stringify(json));
  }

  function runner(interruption = new Interruption()): TerraformRunner {
    const { binary, env = {} } = terraform ?? {};
    return new TerraformRunner({
      ...(binary && { binary }),
      env: { ...env, ...moto.env },
      interruption,
      progress: () => {},
    });
  }

  const request = (waivers: Waiver[] = []) => ({
    fleetDir: join(dir, 'clusters'),
    outdir: join(dir, 'out'),
    check: (resources: Parameters<typeof check>[0]) =>
      check(resources, { stage: 'plan', today: '2026-11-22', waivers }),
    onPlan: () => {},
    confirm: async () => true,
  });

  test('runs on a Terraform that is new enough', async () => {
    expect(await requireVersion(runner(), dir)).toMatch(/^1\.\d+/);
  });

  test('is applied and then has no changes', async () => {
    write(everything);
    const applied = await applyStack(runner(), stack, request());
    expect(applied).toMatchObject({ outcome: 'applied', plan: { summary: { create: 3 } } });
    expect(await bucket.keys()).toEqual([KEY]);
    expect(await planStack(runner(), stack, request())).toMatchObject({ outcome: 'no-changes', changes: [] });
  });

  test('keeps its provider versions beside the fleet', () => {
    const kept = readFileSync(join(dir, 'clusters', 'sea', 'locks', 'sea-data.terraform.lock.hcl'), 'utf8');
    expect(kept).toContain('constraints = ">= 5.100.0, < 7.0.0"');
  });

  test('tells which attributes an update changes', async () => {
    write({ ...everything, aws_vpc: { net: { ...VPC.net, tags: { Name: 'lake' } } } });
    const plan = await planStack(runner(), stack, request());
    expect(plan).toMatchObject({ outcome: 'changes', summary: { update: 1, create: 0 } });
    expect(plan.changes[0]?.attributes).toContainEqual({
      path: 'tags.Name',
      before: { kind: 'scalar', value: 'sea' },
      after: { kind: 'scalar', value: 'lake' },
      forcesReplacement: false,
    });
  });

  test('loses its homes neither when they are left out', async () => {
    const before = await bucket.stateOf(KEY);
    write({ aws_vpc: VPC, aws_security_group: GROUP });
    const application = await applyStack(runner(), stack, request());
    expect(application).toMatchObject({
      outcome: 'refused',
      plan: {
        summary: { delete: 1 },
        findings: expect.arrayContaining([
          expect.objectContaining({ rule: 'data-loss/stateful-change', address: 'aws_efs_file_system.homes' }),
        ]),
      },
    });
    expect(await bucket.stateOf(KEY)).toEqual(before);
  });

  test('nor when they would be replaced, which Terraform refuses as well', async () => {
    const before = await bucket.stateOf(KEY);
    write({ ...everything, aws_efs_file_system: homes({ encrypted: false }) });
    const application = await applyStack(runner(), stack, request());
    expect(application).toMatchObject({ outcome: 'refused', plan: { outcome: 'failed', summary: { replace: 1 } } });
    expect(application.failure?.output).toContain('Instance cannot be destroyed');
    expect(application.plan.findings.map(({ rule }) => rule)).toContain('data-loss/stateful-change');
    expect(await bucket.stateOf(KEY)).toEqual(before);
  });

  test('does not follow a backend that changed', async () => {
    write(everything, 'lake/lake-data.tfstate');
    const plan = await planStack(runner(), stack, request());
    expect(plan.failure?.message).toBe(
      `sea-data: the backend is not the one its state was kept in; to move the state run terraform init -migrate-state in ${directory}, to begin with the new backend as it is remove ${directory}/.terraform`,
    );
    write(everything);
    expect(await planStack(runner(), stack, request())).toMatchObject({ outcome: 'no-changes' });
  });

  test('is locked while it is applied, and no longer after an interruption', async () => {
    let release = (): void => {};
    const held = moto.hold('POST /2015-02-01/file-systems', new Promise<void>((resolve) => (release = resolve)));
    write({ ...everything, aws_efs_file_system: { ...homes(), more: { encrypted: true } } });
    const interruption = new Interruption();
    const applying = applyStack(runner(interruption), stack, request());
    await held;
    expect(await bucket.keys()).toContain(`${KEY}.tflock`);
    const { failure } = await planStack(runner(), stack, { ...request(), outdir: join(dir, 'other') });
    expect(failure?.output).toContain('Error acquiring the state lock');
    interruption.receive('SIGINT');
    const application = await applying;
    release();
    expect(application).toMatchObject({ outcome: 'failed', failure: { signal: 'SIGINT' } });
    expect(await bucket.keys()).toEqual([KEY]);
    expect(await planStack(runner(), stack, request())).toMatchObject({ outcome: 'changes', summary: { create: 1 } });
  });

  test('loses its homes when a waiver with a date says so', async () => {
    write({ aws_vpc: VPC, aws_security_group: GROUP });
    const waiver = {
      match: 'aws_efs_file_system.*',
      reason: 'homes moved to the lake',
      owner: 'ann',
      expires: '2026-12-01',
    };
    const waivers = [{ rule: 'data-loss/stateful-change', ...waiver }];
    const application = await applyStack(runner(), stack, request(waivers));
    expect(application).toMatchObject({ outcome: 'applied', plan: { waived: [{ waiver }] } });
    expect(JSON.parse((await moto.existing())['EFS file systems'])).toMatchObject({ FileSystems: [] });
  });
});
