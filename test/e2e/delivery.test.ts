import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { exampleCluster, exampleOrganization, writeFleet } from '../support/fleet.ts';
import { Outsider } from '../support/moto/outsider.ts';
import { findMoto, type Moto, startMoto } from '../support/moto.ts';
import { StateBucket } from '../support/state-bucket.ts';
import { findTerraform } from '../support/terraform.ts';

const terraform = findTerraform();
const motoServer = findMoto();
const cli = fileURLToPath(new URL('../../lib/cli.js', import.meta.url));
const BOTH = ['atlas', 'lake'];
const DATA_LOCK = 'atlas/atlas-data.tfstate.tflock';
const HOMES = 'POST /2015-02-01/file-systems';
/** The account of the emulator. */
const cluster = (overrides: object = {}) => exampleCluster({ account: '123456789012', ...overrides });

/** One story of a fleet, from its first day on: each test goes on where the one before it ended. */
describe.skipIf(!terraform || !motoServer)('delivery', () => {
  const cwd = mkdtempSync(join(tmpdir(), 'hubfleet-delivery-'));
  let moto: Moto;
  let bucket: StateBucket;
  let fleet: string;
  let outsider: Outsider;
  let digest = '';

  beforeAll(async () => {
    if (!existsSync(cli)) throw new Error(`there is no ${cli}; run npm run build first`);
    moto = await startMoto(motoServer ?? '');
    bucket = StateBucket.of(moto, 'odc-state');
    outsider = new Outsider(moto);
    fleet = await writeFleet({
      'fleet.yaml': exampleOrganization(),
      'atlas/cluster.yaml': cluster(),
      'lake/cluster.yaml': cluster(),
    });
  });
  afterAll(async () => {
    await moto.stop();
    rmSync(cwd, { recursive: true, force: true });
  });

  const environment = () => ({ ...terraform?.env, ...moto.env, TERRAFORM_BINARY_NAME: terraform?.binary ?? '' });
  const begin = (...args: string[]) =>
    spawn(process.execPath, [cli, ...args, '--fleet', fleet], { cwd, env: environment(), stdio: 'ignore' });

  /** The program as a user runs it. */
  async function hubfleet(...args: string[]) {
    const line = [cli, ...args, '--fleet', fleet];
    const options = { cwd, env: environment(), extendEnv: false, reject: false, stdin: 'ignore' } as const;
    const { exitCode: code, stdout, stderr } = await execa(process.execPath, line, options);
    return { code, stdout, stderr, said: `${stdout}\n${stderr}` };
  }

  test('begins with a place for states, made from nothing', async () => {
    const { code, said } = await hubfleet('bootstrap', '--yes');
    expect(code, said).toBe(0);
    expect(await bucket.keys()).toEqual(['_bootstrap/odc-state.tfstate']);
  });

  test('two clusters are planned at the same time, and the plans kept', async () => {
    const { code, stdout, said } = await hubfleet('plan', ...BOTH);
    expect(code, said).toBe(0);
    expect(stdout).toMatch(/^atlas {2}changes {2}\+\d+ ~0 -\/\+0 -0\nlake {3}changes {2}\+\d+ ~0 -\/\+0 -0$/m);
    [, digest = ''] = /hubfleet apply --plans cdktf.out\/plans --digest (sha256:[0-9a-f]{64})$/m.exec(stdout) ?? [];
    expect(digest).not.toBe('');
  });

  test('a plan that was tampered with is refused, and nothing is applied', async () => {
    const file = join(cwd, 'cdktf.out', 'plans', 'atlas.tfplan');
    const reviewed = readFileSync(file);
    appendFileSync(file, 'x');
    const { code, said } = await hubfleet('apply', 'atlas', '--plans', 'cdktf.out/plans', '--digest', digest, '--yes');
    writeFileSync(file, reviewed);
    expect(code, said).toBe(1);
    expect(said).toContain(
      'atlas: what would be applied is not what was reviewed; plan again, and have that reviewed\n  plan file: it was changed after it was made, sha256 ',
    );
    expect(await bucket.keys()).toEqual(['_bootstrap/odc-state.tfstate']);
  });

  test('what was reviewed is applied to both clusters at the same time', async () => {
    const { code, said, stderr } = await hubfleet('apply', '--plans', 'cdktf.out/plans', '--digest', digest, '--yes');
    expect(code, said).toBe(0);
    expect(said).toMatch(/^atlas {2}applied {2}\+\d+ ~0 -\/\+0 -0\nlake {3}applied/m);
    const lines = stderr.split('\n').flatMap((line) => /^\[(atlas|lake)\] (?!terraform)/.exec(line)?.[1] ?? []);
    // One began before the other ended.
    expect(lines.lastIndexOf('atlas')).toBeGreaterThan(lines.indexOf('lake'));
    expect(lines.lastIndexOf('lake')).toBeGreaterThan(lines.indexOf('atlas'));
    expect(await bucket.keys()).toEqual(['_bootstrap/odc-state.tfstate', 'atlas/atlas.tfstate', 'lake/lake.tfstate']);
  });

  test('of two applies at once the second is refused by the lock; then the programs of the first are killed', async () => {
    const pools = {
      core: { purpose: 'core', machineType: 'r8i-flex.large', minNodes: 1, maxNodes: 3 },
      small: { purpose: 'user', machineType: 'r5.xlarge', maxNodes: 30 },
    };
    for (const name of BOTH) writeFileSync(join(fleet, name, 'cluster.yaml'), stringify(cluster({ pools })));
    const grows = /^POST \/clusters\/lake\/node-groups\/[^/]+\/update-config$/;
    const arrived = moto.hold(grows, new Promise(() => {}));
    const first = begin('apply', ...BOTH, '--yes', '--parallel', '1');
    await arrived;
    const { code, said } = await hubfleet('apply', 'lake', '--yes', '--out', 'elsewhere');
    expect(code, said).toBe(3);
    expect(said).toMatch(
      /^lake: the state is locked by \S+@\S+ since .+ UTC \(OperationTypeApply\); wait until that run has ended, or, only if it has died, run \S+ -chdir=\S+\/elsewhere\/stacks\/lake force-unlock [0-9a-f-]{36}$/m,
    );
    const terraforms = await childrenOf(first.pid);
    expect(terraforms).toHaveLength(1);
    for (const pid of [Number(first.pid), ...terraforms.map((leader) => -leader)]) process.kill(pid, 'SIGKILL');
    moto.release(grows);
    expect(await bucket.keys()).toContain('lake/lake.tfstate.tflock');
  });

  test('whoever goes on is told of the lock that was left behind, and how to break it', async () => {
    const { code, said, stdout } = await hubfleet('apply', ...BOTH, '--yes', '--resume');
    expect(code, said).toBe(3);
    expect(stdout).toMatch(/^atlas {2}finished {2}at .+Z, and nothing changed since\nlake {3}failed$/m);
    const [, command = ''] = /only if it has died, run (.+)$/m.exec(said) ?? [];
    const [binary = '', chdir = '', unlock = '', lock = ''] = command.split(' ');
    await execa(binary, [chdir, unlock, '-force', lock], { env: environment(), extendEnv: false });
    expect(await bucket.keys()).not.toContain('lake/lake.tfstate.tflock');
  });

  test('then what is finished is not done again, and the rest is', async () => {
    const { code, said, stdout, stderr } = await hubfleet('apply', ...BOTH, '--yes', '--resume');
    expect(code, said).toBe(0);
    expect(stdout).toMatch(/^atlas {2}finished .*\nlake {3}applied {3}\+0 ~1 -\/\+0 -0$/m);
    expect(stderr).not.toContain('[atlas]');
  });

  test('Terraform ends its work when hubfleet alone is killed, and nothing is lost', async () => {
    let release = (): void => {};
    const arrived = moto.hold(HOMES, new Promise<void>((resolve) => (release = resolve)));
    const killed = begin('apply', 'atlas-data', '--yes');
    await arrived;
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    release();
    await expect.poll(() => bucket.keys(), { timeout: 120_000, interval: 500 }).not.toContain(DATA_LOCK);
    const { code, said, stdout } = await hubfleet('apply', 'atlas-data', '--yes', '--resume');
    expect(code, said).toBe(0);
    expect(stdout).toMatch(/^atlas-data {2}no-changes$/m);
  });

  test('drift made behind its back is found and classified', async () => {
    await outsider.noteOnNetwork('atlas', 'changed by hand');
    await outsider.growPool('lake', 50);
    await outsider.deleteHomes();
    const { code, stdout, said } = await hubfleet('drift', 'atlas', 'atlas-data', 'lake', '--format', 'json');
    expect(code, said).toBe(1);
    const report = JSON.parse(stdout);
    expect(report.class).toBe('destructive');
    expect(report.stacks.map((each: { stack: string; class: string }) => [each.stack, each.class])).toEqual([
      ['atlas', 'harmless'],
      ['atlas-data', 'destructive'],
      ['lake', 'cost'],
    ]);
  });

  test('a cluster is not destroyed under its data, by a wrong name, or with its storage', async () => {
    const under = await hubfleet('destroy', 'atlas', '--confirm', 'atlas');
    expect(under).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /^hubfleet: atlas: atlas-data needs it; destroy what needs it as well, or before$/m,
      ),
    });
    const wrong = await hubfleet('destroy', 'lake', '--confirm', 'atlas');
    expect(wrong).toMatchObject({
      code: 2,
      stderr: 'hubfleet: --confirm: is not what would be destroyed, got atlas; if you mean it, give --confirm lake',
    });
    const storage = await hubfleet('destroy', 'atlas-data', '--confirm', 'atlas-data');
    expect(storage.code, storage.said).toBe(1);
    expect(storage.stdout).toMatch(/^atlas-data {2}refused {2}\+0 ~0 -\/\+0 -\d+, \d+ errors?$/m);
  });

  test('and is destroyed by its name, when a waiver lets go what Terraform guards', async () => {
    const waivers = ['aws_eks_cluster.Cluster_*', 'aws_kms_key.Cluster_*'].map((match) => ({
      rule: 'data-loss/stateful-change',
      match,
      reason: 'the cluster goes, and nothing else is encrypted with its key',
      owner: 'ann@opendata.example',
      expires: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
    }));
    const guarded = await hubfleet('destroy', 'lake', '--confirm', 'lake');
    expect(guarded.code, guarded.said).toBe(1);
    expect(guarded.stdout).toMatch(/^lake {2}refused {2}\+0 ~0 -\/\+0 -\d+, 1 error$/m);
    writeFileSync(join(fleet, 'lake', 'waivers.yaml'), stringify(waivers));
    const { code, said, stdout } = await hubfleet('destroy', 'lake', '--confirm', 'lake');
    expect(code, said).toBe(0);
    expect(stdout).toMatch(/^lake {2}applied {2}\+0 ~0 -\/\+0 -\d+$/m);
    expect((await bucket.stateOf('lake/lake.tfstate')).resources).toBe(0);
  });
});

async function childrenOf(pid: number | undefined): Promise<number[]> {
  const { stdout } = await execa('ps', ['-o', 'pid=', '--ppid', String(pid)]);
  return stdout.split('\n').map(Number);
}
