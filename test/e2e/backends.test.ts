import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, TerraformStack } from 'cdktf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { holdsResources } from '../../src/delivery/state-probe.ts';
import type { Backend } from '../../src/fleet/schema/backend.ts';
import { addNamedBackend } from '../../src/stacks/backend.ts';
import { applyStack } from '../../src/terraform/apply-stack.ts';
import { Interruption } from '../../src/terraform/interruption.ts';
import { planStack } from '../../src/terraform/plan-stack.ts';
import { TerraformRunner } from '../../src/terraform/runner.ts';
import { type GcsServer, startGcsServer } from '../support/gcs-server.ts';
import { type HttpStateServer, startHttpStateServer } from '../support/http-state-server.ts';
import { findMoto, type Moto, startMoto } from '../support/moto.ts';
import { StateBucket } from '../support/state-bucket.ts';
import { findTerraform } from '../support/terraform.ts';
import { nothingFound } from '../terraform/support/plan.ts';

const terraform = findTerraform();
const motoServer = findMoto();
const KMS = 'arn:aws:kms:us-west-2:123456789012:key/0f1e2d3c-4455-4111-8222-333344445555';
const CLOUD_KMS = 'projects/odc/locations/us/keyRings/state/cryptoKeys/state';

describe.skipIf(!terraform || !motoServer)('a state', () => {
  const dir = mkdtempSync(join(tmpdir(), 'hubfleet-backends-'));
  let moto: Moto;
  let bucket: StateBucket;
  let http: HttpStateServer;
  let gcs: GcsServer;

  beforeAll(async () => {
    [moto, http, gcs] = await Promise.all([
      startMoto(motoServer ?? ''),
      startHttpStateServer('ann', 'secret'),
      startGcsServer('token'),
    ]);
    bucket = await StateBucket.create(moto, 'odc-state');
  });
  afterAll(async () => {
    await Promise.all([http.stop(), gcs.stop(), moto.stop()]);
    rmSync(dir, { recursive: true, force: true });
  });

  /** A stack of one thing that needs no cloud, with the backend as fleets get it. */
  function stackIn(backend: Backend, out: string, env: Record<string, string | undefined>) {
    const outdir = join(dir, out);
    mkdirSync(outdir, { recursive: true });
    const app = new App({ outdir: join(outdir, 'synth'), stackTraces: false });
    addNamedBackend(new TerraformStack(app, 'atlas'), backend, { key: 'atlas/atlas', stack: 'atlas' });
    app.synth();
    const { terraform: settings } = JSON.parse(
      readFileSync(join(app.outdir, 'stacks', 'atlas', 'cdk.tf.json'), 'utf8'),
    );
    const json = { terraform: settings, resource: { terraform_data: { note: { input: 'kept' } } } };
    const directory = join(outdir, 'stacks', 'atlas');
    mkdirSync(directory, { recursive: true });
    const file = join(directory, 'cdk.tf.json');
    writeFileSync(file, JSON.stringify(json));
    const stack = { name: 'atlas', cluster: 'atlas', directory, file, dependsOn: [], json };
    const runner = new TerraformRunner({
      ...(terraform && { binary: terraform.binary }),
      env: { ...terraform?.env, ...env },
      interruption: new Interruption(),
      progress: () => {},
    });
    const places = { outdir, fleetDir: join(outdir, 'clusters'), check: () => nothingFound };
    return {
      apply: () => applyStack(runner, stack, { ...places, onPlan: () => {}, confirm: async () => true }),
      plan: () => planStack(runner, stack, places),
      holds: () => holdsResources(runner, stack),
      directory,
    };
  }

  async function isKeptIn(backend: Backend, env: Record<string, string | undefined> = {}) {
    const first = stackIn(backend, backend.kind, env);
    expect(await first.holds()).toBe(false);
    const { outcome, failure } = await first.apply();
    expect(outcome, failure?.output).toBe('applied');
    expect(await first.plan()).toMatchObject({ outcome: 'no-changes' });
    expect(await first.holds()).toBe(true);
    return first;
  }

  /** Another run, on another machine, finds the lock. */
  async function lockedMessage(backend: Backend, env: Record<string, string | undefined>): Promise<string> {
    const { failure } = await stackIn(backend, `${backend.kind}-elsewhere`, env).plan();
    return failure?.message ?? '';
  }

  const lock = JSON.stringify({
    ID: '0f1e2d3c-0000-1111-2222-333344445555',
    Operation: 'OperationTypeApply',
    Who: 'ann@laptop',
    Version: '1.11.4',
    Created: '2026-11-22T11:58:01Z',
  });

  test('is kept in S3, encrypted with the key that was named, and locked by a file', async () => {
    const backend = { kind: 's3', bucket: 'odc-state', region: 'us-west-2', kmsKeyId: KMS } as const;
    await isKeptIn(backend, moto.env);
    expect(await bucket.keys()).toEqual(['atlas/atlas.tfstate']);
    const { encryption, key } = await bucket.encryptionOf('atlas/atlas.tfstate');
    expect([encryption, key]).toEqual(['aws:kms', KMS]);
    await bucket.put('atlas/atlas.tfstate.tflock', lock);
    expect(await lockedMessage(backend, moto.env)).toMatch(
      /^atlas: the state is locked by ann@laptop since 2026-11-22 /,
    );
  });

  test('is kept in Cloud Storage, encrypted with the key that was named, and locked by an object', async () => {
    const backend = { kind: 'gcs', bucket: 'odc-state', kmsKey: CLOUD_KMS } as const;
    const env = { GOOGLE_BACKEND_STORAGE_CUSTOM_ENDPOINT: gcs.endpoint, GOOGLE_OAUTH_ACCESS_TOKEN: 'token' };
    await isKeptIn(backend, env);
    expect([...gcs.objects.keys()]).toEqual(['odc-state/atlas/atlas/default.tfstate']);
    expect(gcs.objects.get('odc-state/atlas/atlas/default.tfstate')?.kmsKeyName).toBe(CLOUD_KMS);
    const held = { bytes: Buffer.from(lock), generation: 1_700_000_000, kmsKeyName: null };
    gcs.objects.set('odc-state/atlas/atlas/default.tflock', held);
    expect(await lockedMessage(backend, env)).toMatch(/^atlas: the state is locked by ann@laptop since 2026-11-22 /);
  });

  test('is kept by a server for states, which knows user and password, and locked there', async () => {
    const backend = { kind: 'http', address: `${http.url}/state` } as const;
    const env = { TF_HTTP_USERNAME: 'ann', TF_HTTP_PASSWORD: 'secret' };
    await isKeptIn(backend, env);
    expect([...http.states.keys()]).toEqual(['atlas']);
    expect([...http.locks.keys()]).toEqual([]);
    http.locks.set('atlas', lock);
    expect(await lockedMessage(backend, env)).toMatch(
      /^atlas: the state is locked; wait .* force-unlock 0f1e2d3c-0000-1111-2222-333344445555$/,
    );
  });

  test('is kept on this machine beside the Terraform JSON', async () => {
    const { directory } = await isKeptIn({ kind: 'local' });
    expect(existsSync(join(directory, 'terraform.tfstate'))).toBe(true);
  });
});
