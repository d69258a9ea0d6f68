import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { RolloutRecord } from '../../src/delivery/rollout/record.ts';
import { exampleCluster, writeFleet } from '../support/fleet.ts';
import { findMoto, type Moto, startMoto } from '../support/moto.ts';
import { StateBucket } from '../support/state-bucket.ts';
import { findTerraform } from '../support/terraform.ts';

const terraform = findTerraform();
const motoServer = findMoto();
const cli = fileURLToPath(new URL('../../lib/cli.js', import.meta.url));
const STACKS = ['atlas', 'atlas-data'];
const HOMES = 'POST /2015-02-01/file-systems';

const pools = (maxNodes: number) => ({
  core: { purpose: 'core', machineType: 'r8i-flex.large', minNodes: 1, maxNodes: 3 },
  small: { purpose: 'user', machineType: 'r5.xlarge', maxNodes },
});
const twoHomes = { main: { kind: 'efs' }, spare: { kind: 'efs' } };
/** The account of the emulator. */
const cluster = (overrides: object) => exampleCluster({ account: '123456789012', homeStorage: twoHomes, ...overrides });

/** One story: each test goes on where the one before it ended. What is in the cluster cannot be applied here. */
describe.skipIf(!terraform || !motoServer)('a rollout with the real Terraform', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'hubfleet-rollout-'));
  let moto: Moto;
  let bucket: StateBucket;
  let fleet: string;

  beforeAll(async () => {
    if (!existsSync(cli)) throw new Error(`there is no ${cli}; run npm run build first`);
    moto = await startMoto(motoServer ?? '');
    bucket = await StateBucket.create(moto, 'odc-state');
    fleet = await writeFleet({
      'atlas/cluster.yaml': cluster({ pools: pools(20) }),
      'atlas/hubs/research.yaml': undefined,
    });
  });
  afterAll(async () => {
    await moto.stop();
    rmSync(cwd, { recursive: true, force: true });
  });

  const environment = () => ({ ...terraform?.env, ...moto.env, TERRAFORM_BINARY_NAME: terraform?.binary ?? '' });
  const lineOf = (args: readonly string[]) => [cli, 'rollout', ...args, '--fleet', fleet, '--yes'];

  /** The program as a user runs it. */
  async function rollout(...args: string[]) {
    const options = { cwd, env: environment(), extendEnv: false, reject: false, stdin: 'ignore' } as const;
    const { exitCode: code, stdout, stderr } = await execa(process.execPath, lineOf(args), options);
    return { code, stdout, stderr, said: `${stdout}\n${stderr}` };
  }

  const records = (): RolloutRecord[] =>
    readdirSync(join(cwd, 'rollouts'))
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => JSON.parse(readFileSync(join(cwd, 'rollouts', name), 'utf8')));
  const outcomes = () =>
    records()
      .at(-1)
      ?.stacks.map(({ stack, outcome }) => [stack, outcome]);

  test('that is killed has written down how far it got', async () => {
    let release = (): void => {};
    const arrived = moto.hold(HOMES, new Promise<void>((resolve) => (release = resolve)));
    const line = lineOf([...STACKS, '--no-verify']);
    const killed = spawn(process.execPath, line, { cwd, env: environment(), stdio: 'ignore' });
    await arrived;
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    release();
    expect(outcomes()).toEqual([
      ['atlas', 'done'],
      ['atlas-data', 'running'],
    ]);
    expect(records()).toMatchObject([{ outcome: 'running', settings: { verify: false } }]);
    expect(existsSync(join(cwd, 'rollouts', 'running.lock'))).toBe(true);
    // Terraform itself goes on to its end.
    const lock = 'atlas/atlas-data.tfstate.tflock';
    await expect.poll(() => bucket.keys(), { timeout: 120_000, interval: 500 }).not.toContain(lock);
  });

  test('goes on without what is finished, and looks again at what it died at', async () => {
    const { code, said, stdout, stderr } = await rollout('--resume');
    expect(code, said).toBe(0);
    expect(stdout).toContain('1 stack done earlier\n');
    // Terraform, which was not killed, has left nothing to apply.
    expect(records().at(-1)?.stacks).toMatchObject([
      { stack: 'atlas', earlier: true },
      { stack: 'atlas-data', outcome: 'done', changes: {}, applied: true },
    ]);
    expect(stderr).not.toContain('[atlas]');
    expect(records()).toMatchObject([{ outcome: 'running' }, { outcome: 'done', resumes: records()[0]?.id }]);
    expect(existsSync(join(cwd, 'rollouts', 'running.lock'))).toBe(false);
  });

  test('applies what is pending, the cluster before its data', async () => {
    writeFileSync(join(fleet, 'atlas', 'cluster.yaml'), stringify(cluster({ pools: pools(30) })));
    const { code, said, stdout } = await rollout(...STACKS, '--pending', '--no-verify');
    expect(code, said).toBe(0);
    expect(stdout).toMatch(
      /^wave support, batch 1 of 1: atlas, atlas-data\n {2}atlas {2}applied {2}\+0 ~1 -\/\+0 -0 .*\n {2}atlas-data {2}no changes/m,
    );
  });

  test('does not apply what the policies refuse', async () => {
    const before = await bucket.stateOf('atlas/atlas-data.tfstate');
    const fewer = cluster({ pools: pools(30), homeStorage: { main: { kind: 'efs' } } });
    writeFileSync(join(fleet, 'atlas', 'cluster.yaml'), stringify(fewer));
    const { code, said } = await rollout('atlas-data', '--no-verify');
    expect(code, said).toBe(1);
    expect(records().at(-1)?.stacks).toMatchObject([
      { outcome: 'refused', forbiddenBy: expect.arrayContaining(['data-loss/stateful-change']) },
    ]);
    expect(await bucket.stateOf('atlas/atlas-data.tfstate')).toEqual(before);
  });
});
