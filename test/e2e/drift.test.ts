import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtInPrices, check, PriceBook } from '@hubfleet/policies';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lookAtStack } from '../../src/delivery/look-at-stack.ts';
import { applyStack } from '../../src/terraform/apply-stack.ts';
import { Interruption } from '../../src/terraform/interruption.ts';
import { TerraformRunner } from '../../src/terraform/runner.ts';
import { callAws, deleteFileSystems } from '../support/moto/outsider.ts';
import { findMoto, type Moto, startMoto } from '../support/moto.ts';
import { StateBucket } from '../support/state-bucket.ts';
import { findTerraform } from '../support/terraform.ts';

const terraform = findTerraform();
const motoServer = findMoto();
const KEY = 'sea/sea-data.tfstate';
const sea = { 'Filter.1.Name': 'tag:Name', 'Filter.1.Value.1': 'sea' };
const today = '2026-11-22';
const kept = { encrypted: true, lifecycle: { prevent_destroy: true } };
const resource = {
  aws_vpc: { net: { cidr_block: '10.20.0.0/16', tags: { Name: 'sea' } } },
  aws_efs_file_system: { homes: kept },
  aws_ebs_volume: { disk: { ...kept, availability_zone: 'us-west-2a', size: 100, type: 'gp3' } },
};

describe.skipIf(!terraform || !motoServer)('drift', () => {
  const dir = mkdtempSync(join(tmpdir(), 'hubfleet-drift-'));
  const directory = join(dir, 'out', 'stacks', 'sea-data');
  const stack = { name: 'sea-data', cluster: 'sea', directory, file: join(directory, 'cdk.tf.json'), dependsOn: [] };
  const places = { fleetDir: join(dir, 'clusters'), outdir: join(dir, 'out') };
  let moto: Moto;
  let bucket: StateBucket;

  beforeAll(async () => {
    moto = await startMoto(motoServer ?? '');
    bucket = await StateBucket.create(moto, 'sea-state');
    const s3 = { bucket: bucket.name, key: KEY, region: 'us-west-2', use_lockfile: true, encrypt: true };
    const required_providers = { aws: { source: 'aws', version: '>= 5.100, < 7' } };
    mkdirSync(directory, { recursive: true });
    const json = {
      terraform: { required_providers, backend: { s3 } },
      provider: { aws: [{ region: 'us-west-2' }] },
      resource,
    };
    writeFileSync(stack.file, JSON.stringify(json));
    const applied = await applyStack(runner(), stack, {
      ...places,
      check: (resources) => check(resources, { stage: 'plan', today, rules: [] }),
      onPlan: () => {},
      confirm: async () => true,
    });
    expect(applied.outcome, applied.failure?.output).toBe('applied');
  });
  afterAll(async () => {
    await moto.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  function runner(): TerraformRunner {
    const { binary, env = {} } = terraform ?? {};
    return new TerraformRunner({
      ...(binary && { binary }),
      env: { ...env, ...moto.env },
      interruption: new Interruption(),
      progress: () => {},
    });
  }

  const look = () => lookAtStack(runner(), stack, { ...places, book: new PriceBook(builtInPrices), today });

  test('is not found where nothing happened', async () => {
    expect(await look()).toMatchObject({ outcome: 'as-applied', resources: [] });
  });

  test('is harmless when somebody changed a tag', async () => {
    const vpc = await idOf({ Action: 'DescribeVpcs', ...sea }, /<vpcId>(vpc-[^<]+)<\/vpcId>/);
    await callAws(moto, { Action: 'CreateTags', 'ResourceId.1': vpc, 'Tag.1.Key': 'Name', 'Tag.1.Value': 'lake' });
    const { resources, class: worst } = await look();
    expect(worst).toBe('harmless');
    expect(resources).toMatchObject([{ address: 'aws_vpc.net', outside: 'changed', wouldDo: 'update' }]);
    expect(resources[0]?.attributes).toContainEqual({
      path: 'tags.Name',
      before: { kind: 'scalar', value: 'sea' },
      after: { kind: 'scalar', value: 'lake' },
      forcesReplacement: false,
    });
  });

  test('is found while somebody else holds the lock, and takes none', async () => {
    const before = await bucket.stateOf(KEY);
    await bucket.put(`${KEY}.tflock`, '{}');
    expect(await look()).toMatchObject({ outcome: 'drifted' });
    await bucket.remove(`${KEY}.tflock`);
    expect(await bucket.stateOf(KEY)).toEqual(before);
    expect(await bucket.keys()).toEqual([KEY]);
  });

  test('costs when somebody made a disk larger', async () => {
    const volume = await idOf({ Action: 'DescribeVolumes' }, /<volumeId>(vol-[^<]+)<\/volumeId>/);
    await callAws(moto, { Action: 'ModifyVolume', VolumeId: volume, Size: '500' });
    const { resources, class: worst } = await look();
    expect(worst).toBe('cost');
    const disk = resources.find(({ type }) => type === 'aws_ebs_volume');
    expect(disk).toMatchObject({ outside: 'changed' });
    expect(disk?.monthly?.now.expected).toBe((disk?.monthly?.wanted.expected ?? 0) * 5);
  });

  test('is destructive when somebody deleted homes', async () => {
    await deleteFileSystems(moto);
    const { resources, class: worst } = await look();
    expect(worst).toBe('destructive');
    expect(resources[0]).toMatchObject({
      class: 'destructive',
      address: 'aws_efs_file_system.homes',
      outside: 'deleted',
      wouldDo: 'create',
      why: 'it is gone, and it held what cannot be made again',
    });
  });

  async function idOf(question: { readonly Action: string }, pattern: RegExp): Promise<string> {
    const [, id] = pattern.exec(await callAws(moto, question)) ?? [];
    if (id === undefined) throw new Error(`${question.Action} does not tell it`);
    return id;
  }
});
