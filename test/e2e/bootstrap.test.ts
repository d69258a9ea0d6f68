import { EventEmitter } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defineBootstrap } from '../../src/commands/bootstrap.ts';
import { runProgram } from '../../src/commands/program.ts';
import { exampleCluster, exampleOrganization, writeFleet } from '../support/fleet.ts';
import { findMoto, type Moto, startMoto } from '../support/moto.ts';
import { StateBucket } from '../support/state-bucket.ts';
import { findTerraform } from '../support/terraform.ts';

const terraform = findTerraform();
const motoServer = findMoto();
const KEY = '_bootstrap/odc-state.tfstate';
const KMS = 'arn:aws:kms:us-west-2:123456789012:key/0f1e2d3c-4455-4111-8222-333344445555';
const backend = {
  kind: 's3',
  bucket: 'odc-state',
  region: 'us-west-2',
  pipeline: { service: 'github', repository: 'odc/hubs', environments: ['production'] },
};

describe.skipIf(!terraform || !motoServer)('the place for states', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'hubfleet-bootstrap-'));
  const terminal = { signals: new EventEmitter(), stdin: new PassThrough() };
  const entries = [{ name: 'bootstrap', summary: 'bootstrap', load: async () => defineBootstrap(terminal) }];
  let moto: Moto;
  let bucket: StateBucket;
  let fleet: string;

  beforeAll(async () => {
    moto = await startMoto(motoServer ?? '');
    bucket = StateBucket.of(moto, 'odc-state');
    fleet = await writeFleet({
      'fleet.yaml': exampleOrganization({ backend }),
      'atlas/cluster.yaml': exampleCluster({ account: '123456789012' }),
    });
  });
  afterAll(async () => {
    await moto.stop();
    rmSync(cwd, { recursive: true, force: true });
  });

  async function bootstrap(out = 'out') {
    let stdout = '';
    let stderr = '';
    const context = {
      stdout: { write: (text: string) => (stdout += text) },
      stderr: { write: (text: string) => (stderr += text) },
      cwd,
      env: { ...terraform?.env, ...moto.env, TERRAFORM_BINARY_NAME: terraform?.binary },
      now: () => new Date('2026-11-22T12:00:00Z'),
    };
    const args = ['bootstrap', '--yes', '--fleet', fleet, '--out', out, '--format', 'json'];
    const code = await runProgram(args, context, entries);
    return { code, stacks: stdout === '' ? [] : JSON.parse(stdout).stacks, stderr };
  }

  async function iam(question: Record<string, string>): Promise<string> {
    const body = new URLSearchParams({ Version: '2010-05-08', ...question });
    const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=testing/20260101/us-east-1/iam/aws4_request' };
    return decodeURIComponent(await (await fetch(moto.url, { method: 'POST', headers, body })).text());
  }

  test('is made, and holds the state of itself', async () => {
    const { code, stacks, stderr } = await bootstrap();
    expect(code, stderr).toBe(0);
    expect(stacks).toMatchObject([{ stack: 'bootstrap-odc-state', outcome: 'applied' }]);
    expect(await bucket.keys()).toEqual([KEY]);
    expect((await bucket.stateOf(KEY)).resources).toBeGreaterThan(6);
    expect(existsSync(join(cwd, 'out', 'stacks', 'bootstrap-odc-state', 'terraform.tfstate'))).toBe(false);
  });

  test('is private, versioned, encrypted, TLS only and forgets old versions', async () => {
    expect(await bucket.setting('versioning')).toContain('<Status>Enabled</Status>');
    expect(await bucket.setting('encryption')).toContain('<SSEAlgorithm>AES256</SSEAlgorithm>');
    expect(await bucket.setting('publicAccessBlock')).not.toContain('false');
    expect(await bucket.setting('policy')).toContain('"aws:SecureTransport":"false"');
    expect(await bucket.setting('lifecycle')).toContain('<NoncurrentDays>365</NoncurrentDays>');
  });

  test('lets runs of the pipeline in, and nobody else', async () => {
    const role = await iam({ Action: 'GetRole', RoleName: 'hubfleet-odc-state' });
    expect(role).toContain('repo:odc/hubs:environment:production');
    expect(role).toContain('sts:AssumeRoleWithWebIdentity');
    const [, service = ''] = /<Arn>(\S+)<\/Arn>/.exec(await iam({ Action: 'ListOpenIDConnectProviders' })) ?? [];
    expect(service).toBe('arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com');
    expect(role).toContain(`"Federated":"${service}"`);
    const provider = { Action: 'GetOpenIDConnectProvider', OpenIDConnectProviderArn: service };
    expect(await iam(provider)).toMatch(/<ClientIDList>\s*<member>sts\.amazonaws\.com<\/member>\s*<\/ClientIDList>/);
  });

  test('lets the pipeline read and write the states, and no bucket beside', async () => {
    const policy = await iam({ Action: 'GetRolePolicy', RoleName: 'hubfleet-odc-state', PolicyName: 'states' });
    const resources = [...policy.matchAll(/"Resource":\[("[^\]]+")\]/g)].map(([, each]) => each);
    expect(resources).toEqual(['"arn:aws:s3:::odc-state"', '"arn:aws:s3:::odc-state/*"']);
  });

  test('has no changes when it is made again', async () => {
    const before = await bucket.stateOf(KEY);
    expect(await bootstrap()).toMatchObject({ code: 0, stacks: [{ outcome: 'no-changes' }] });
    expect(await bootstrap('elsewhere')).toMatchObject({ code: 0, stacks: [{ outcome: 'no-changes' }] });
    expect(await bucket.stateOf(KEY)).toEqual(before);
  });

  test('takes over a bucket that somebody made by hand', async () => {
    const found = await StateBucket.create(moto, 'sea-state');
    fleet = await writeFleet({
      'fleet.yaml': exampleOrganization({
        backend: { kind: 's3', bucket: 'sea-state', region: 'us-west-2', kmsKeyId: KMS },
      }),
      'atlas/cluster.yaml': exampleCluster({ account: '123456789012' }),
    });
    const { code, stacks, stderr } = await bootstrap();
    expect(code, stderr).toBe(0);
    expect(stacks).toMatchObject([{ outcome: 'applied', summary: { create: 5, replace: 0, delete: 0 } }]);
    const [bucketChange] = stacks[0].changes.filter(({ type }: { type: string }) => type === 'aws_s3_bucket');
    expect(bucketChange).toMatchObject({ importing: true });
    expect(await found.keys()).toEqual(['_bootstrap/sea-state.tfstate']);
    expect(await found.setting('encryption')).toContain(`<KMSMasterKeyID>${KMS}</KMSMasterKeyID>`);
    expect(await found.encryptionOf('_bootstrap/sea-state.tfstate')).toEqual({ encryption: 'aws:kms', key: KMS });
    expect(await bootstrap()).toMatchObject({ code: 0, stacks: [{ outcome: 'no-changes' }] });
  });
});
