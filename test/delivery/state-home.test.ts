import { check, readSynthesized } from '@hubfleet/policies';
import { App, Testing } from 'cdktf';
import { describe, expect, test } from 'vitest';
import { type StateHome, stateHomes } from '../../src/delivery/state-home.ts';
import { buildStateStack, type StateOfHome } from '../../src/delivery/state-stack.ts';
import { exampleCluster, exampleGoogleCluster, exampleHub, exampleOrganization, fleetOf } from '../support/fleet.ts';

const s3 = { kind: 's3', bucket: 'odc-state', region: 'us-west-2' };
const gcs = { kind: 'gcs', bucket: 'odc-state' };
const pipeline = { service: 'github', repository: 'odc/hubs' };

async function homesOf(backend: object, lyra: object) {
  const { clusters } = await fleetOf({
    'fleet.yaml': exampleOrganization({ backend }),
    'lyra/cluster.yaml': lyra,
    'lyra/hubs/learn.yaml': exampleHub({ domain: 'hub.lyra.example' }),
  });
  return stateHomes(clusters);
}

const only = async (backend: object): Promise<StateHome> => {
  const own = exampleOrganization({ backend });
  const cluster = 'project' in backend ? exampleGoogleCluster() : exampleCluster();
  const { homes } = stateHomes((await fleetOf({ 'fleet.yaml': own, 'atlas/cluster.yaml': cluster })).clusters);
  if (!homes[0]) throw new Error('there is no home');
  return homes[0];
};

function synthesized(home: StateHome, state: StateOfHome) {
  return JSON.parse(Testing.synth(buildStateStack(new App({ stackTraces: false }), home, state)));
}

describe('stateHomes', () => {
  test('names each bucket once, with the account of its clusters', async () => {
    const { homes, problems } = await homesOf(s3, exampleCluster());
    expect(problems).toEqual([]);
    expect(homes).toMatchObject([{ name: 'bootstrap-odc-state', owner: '210987654321', clusters: ['atlas', 'lyra'] }]);
  });

  test('does not count clusters of the other cloud', async () => {
    expect((await homesOf(s3, exampleGoogleCluster())).homes).toMatchObject([{ owner: '210987654321' }]);
  });

  test.each([
    {
      backend: s3,
      lyra: { account: '123456789012' },
      says: 'odc-state: the bucket of atlas, lyra is shared by 2 of its accounts; add backend.account',
    },
    {
      backend: s3,
      lyra: { backend: { ...s3, region: 'us-east-1' } },
      says: 'odc-state: the bucket of atlas, lyra is described in different ways; say it once, in fleet.yaml',
    },
    {
      backend: gcs,
      lyra: {},
      says: 'odc-state: the bucket of atlas, lyra is shared by 0 of its projects; add backend.project',
    },
    {
      backend: s3,
      lyra: { backend: { kind: 'local' } },
      says: 'lyra: backend local has no bucket that could be made; leave the cluster out',
    },
  ])('says $says', async ({ backend, lyra, says }) => {
    expect((await homesOf(backend, exampleCluster(lyra))).problems).toEqual([says]);
  });

  test('takes the account that the backend names', async () => {
    const { homes } = await homesOf({ ...s3, account: '111122223333' }, exampleCluster({ account: '123456789012' }));
    expect(homes).toMatchObject([{ owner: '111122223333' }]);
  });
});

describe('the stack of a place for states', () => {
  test.each([
    ['on AWS', { ...s3, pipeline }],
    ['on AWS with a key', { ...s3, kmsKeyId: 'alias/state' }],
    ['on Google Cloud', { ...gcs, project: 'odc-states', pipeline }],
  ])('breaks no policy %s', async (_, backend) => {
    const resources = readSynthesized(synthesized(await only(backend), 'in-home'), { stack: 'bootstrap-odc-state' });
    const { findings } = check(resources, { stage: 'synth', today: '2026-11-22' });
    expect(findings.filter(({ level }) => level === 'error').map(({ rule, address }) => [rule, address])).toEqual([]);
  });

  test('keeps its state on this machine first, then in the place, beside the clusters', async () => {
    const home = await only(s3);
    expect(synthesized(home, 'local').terraform.backend).toEqual({ local: { path: 'terraform.tfstate' } });
    const { s3: there } = synthesized(home, 'in-home').terraform.backend;
    expect(there).toMatchObject({ bucket: 'odc-state', key: '_bootstrap/odc-state.tfstate', use_lockfile: true });
  });

  test('takes over a bucket that no state knows', async () => {
    const { import: imports } = synthesized(await only(s3), 'adopted');
    expect(imports).toEqual([{ id: 'odc-state', to: expect.stringMatching(/^aws_s3_bucket\.State_/) }]);
  });

  test('encrypts with the key of the backend', async () => {
    const { resource } = synthesized(await only({ ...s3, kmsKeyId: 'alias/state' }), 'in-home');
    const [encryption] = Object.values(resource.aws_s3_bucket_server_side_encryption_configuration);
    const by = { sse_algorithm: 'aws:kms', kms_master_key_id: 'alias/state' };
    expect(encryption).toMatchObject({ rule: [{ apply_server_side_encryption_by_default: by }] });
  });

  test('trusts only the runs that the backend names on Google Cloud', async () => {
    const { resource } = synthesized(await only({ ...gcs, project: 'odc-states', pipeline }), 'in-home');
    const [bucket] = Object.values(resource.google_storage_bucket);
    expect(bucket).toMatchObject({ name: 'odc-state', location: 'US', public_access_prevention: 'enforced' });
    const [provider] = Object.values(resource.google_iam_workload_identity_pool_provider);
    expect(provider).toMatchObject({
      attribute_condition: "assertion.sub in ['repo:odc/hubs:ref:refs/heads/main']",
    });
  });
});
