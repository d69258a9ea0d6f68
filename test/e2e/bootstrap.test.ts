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
    const body = new URLSearchParams({ Action: 'GetRole', RoleName: 'hubfleet-odc-state', Version: '2010-05-08' });
    const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=testing/20260101/us-east-1/iam/aws4_request' };
    const role = decodeURIComponent(await (await fetch(moto.url, { method: 'POST', headers, body })).text());
    expect(role).toContain('repo:odc/hubs:environment:production');
    expect(role).toContain('sts:AssumeRoleWithWebIdentity');
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
      'fleet.yaml': exampleOrganization({ backend: { kind: 's3', bucket: 'sea-state', region: 'us-west-2' } }),
      'atlas/cluster.yaml': exampleCluster({ account: '123456789012' }),
    });
    const { code, stacks, stderr } = await bootstrap();
    expect(code, stderr).toBe(0);
    expect(stacks).toMatchObject([{ outcome: 'applied', summary: { create: 5, replace: 0, delete: 0 } }]);
    const [bucketChange] = stacks[0].changes.filter(({ type }: { type: string }) => type === 'aws_s3_bucket');
    expect(bucketChange).toMatchObject({ importing: true });
    expect(await found.keys()).toEqual(['_bootstrap/sea-state.tfstate']);
    expect(await bootstrap()).toMatchObject({ code: 0, stacks: [{ outcome: 'no-changes' }] });
  });
});
