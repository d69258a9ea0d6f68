import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defineApply } from '../../src/commands/apply.ts';
import { definePlan } from '../../src/commands/plan.ts';
import { runProgram } from '../../src/commands/program.ts';
import { exampleHub, writeFleet } from '../support/fleet.ts';
import { fullBucket, fullCluster } from '../support/full-clusters.ts';
import { gaps, isMissing } from '../support/moto/gaps.ts';
import { findMoto, type Moto, startMoto } from '../support/moto.ts';
import { StateBucket } from '../support/state-bucket.ts';
import { findTerraform } from '../support/terraform.ts';

const terraform = findTerraform();
const motoServer = findMoto();

/** Without what needs calls that the emulator lacks; the docs name these. */
const withoutGaps = {
  account: '123456789012',
  access: {},
  pipeline: undefined,
  budget: { monthlyUsd: 2000, recipients: ['it@atlas.example'] },
  homeStorage: { main: { kind: 'efs', backups: { retentionDays: 35 } } },
  buckets: { data: { ...fullBucket, requesterPays: false } },
};

describe.skipIf(!terraform || !motoServer)('a cluster that uses every key the emulator knows', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'hubfleet-full-'));
  const terminal = { signals: new EventEmitter(), stdin: new PassThrough() };
  const entries = [
    { name: 'plan', summary: 'plan', load: async () => definePlan(terminal) },
    { name: 'apply', summary: 'apply', load: async () => defineApply(terminal) },
  ];
  let moto: Moto;
  let fleet: string;

  beforeAll(async () => {
    moto = await startMoto(motoServer ?? '');
    await StateBucket.create(moto, 'odc-state');
    fleet = await writeFleet({
      'atlas/cluster.yaml': fullCluster(withoutGaps),
      'atlas/hubs/research.yaml': exampleHub({ storage: { home: 'main' } }),
    });
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
      now: () => new Date('2026-11-22T12:00:00Z'),
    };
    const code = await runProgram([...args, '--fleet', fleet, '--format', 'json'], context, entries);
    return { code, stacks: stdout === '' ? [] : JSON.parse(stdout).stacks, stderr };
  }

  test('is applied, and then has no changes', async () => {
    const applied = await hubfleet('apply', 'atlas', 'atlas-data', '--yes');
    expect(applied.code, applied.stderr).toBe(0);
    const { stacks } = await hubfleet('plan', 'atlas', 'atlas-data');
    expect(stacks).toMatchObject([{ outcome: 'no-changes' }, { outcome: 'no-changes' }]);
  }, 600_000);

  test('leaves out what the emulator really lacks, and the docs name each of these calls', async () => {
    const page = readFileSync(new URL('../../docs/explanation/cluster-layer.md', import.meta.url), 'utf8');
    const named = [...page.matchAll(/^\| ([\w ]+) (`[A-Z]\w+`(?:, `[A-Z]\w+`)*) \|/gm)].flatMap(
      ([, service, calls = '']) => [...calls.matchAll(/\w+/g)].map(([call]) => `${service} ${call}`),
    );
    expect(named.sort()).toEqual(Object.keys(gaps).sort());
    for (const [call, gap] of Object.entries(gaps)) expect(await isMissing(moto.url, gap), call).toBe(true);
  });
});
