import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { exampleCluster } from '../support/fleet.ts';
import { changes, givenCommands } from '../terraform/support/commands.ts';
import { planJson, planned } from '../terraform/support/plan.ts';

const LOCK = (version: string, checksum = 'h1:a') =>
  `provider "registry.terraform.io/hashicorp/aws" {\n  version     = "${version}"\n  hashes = ["${checksum}"]\n}\n`;
const AWS = { init: { files: { '.terraform.lock.hcl': LOCK('5.100.0') } } };

// The cloud libraries load for seconds on a busy machine, which is not the time of the first test.
beforeAll(async () => void (await import('../../src/stacks/synthesize.ts')), 60_000);

/** A plan of the stack `atlas` that was kept, as by a job of CI whose commit has the lock file. */
async function reviewed(script = {}) {
  const given = await givenCommands({ ...changes, ...AWS, ...script });
  const { fake, fleetDir, run } = given;
  const { code, stdout } = await run('plan', 'atlas');
  expect(code, stdout).toBe(0);
  const file = (name: string) => join(fake.dir, 'out', 'plans', `atlas${name}`);
  const lock = join(fleetDir, 'atlas', 'locks', 'atlas.terraform.lock.hcl');
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  const apply = async (...args: string[]) => {
    const before = fake.calls.length;
    const result = await run('apply', '--plans', 'out/plans', '--yes', ...args);
    const said = result.stdout.replaceAll(fake.dir, 'DIR').replaceAll(fleetDir, 'FLEET');
    return { ...result, said, steps: fake.calls.slice(before).map(({ args: [step] }) => step) };
  };
  return { ...given, plan: stdout, file, lock, write, apply };
}

type Reviewed = Awaited<ReturnType<typeof reviewed>>;

describe('apply --plans', () => {
  test('applies what was planned, without planning', async () => {
    const { fake, file, apply } = await reviewed();
    const { code, steps, said } = await apply();
    expect([code, steps]).toEqual([0, ['version', 'init', 'show', 'apply']]);
    expect(fake.calls.at(-1)?.args).toEqual(['apply', '-input=false', '-no-color', file('.tfplan')]);
    expect(said).toContain('atlas  applied  +1 ~0 -/+0 -0\n');
    for (const name of ['.tfplan', '.manifest.json', '.tf.json']) expect(existsSync(file(name))).toBe(false);
  });

  test('has nothing to do where there were no changes, and does not start Terraform on it', async () => {
    const { apply } = await reviewed({ plan: { plan: 'plan' }, show: { stdout: planJson([]) } });
    const { code, steps, said } = await apply();
    expect([code, steps]).toEqual([0, ['version']]);
    expect(said).toContain('atlas  no-changes\n');
  });

  test.each<{ what: string; change(given: Reviewed): void; line: string }>([
    {
      what: 'the plan file was tampered with',
      change: ({ file, write }) => write(file('.tfplan'), 'evil'),
      line: 'plan file: it was changed after it was made, sha256 64879f7d6b96 -> b5c1fb2efc6d',
    },
    {
      what: 'the plan file is gone',
      change: ({ file }) => rmSync(file('.tfplan')),
      line: 'plan file: it is missing',
    },
    {
      what: 'the fleet says something else',
      change: ({ fleetDir, write }) => {
        const core = { purpose: 'core', machineType: 'r8i-flex.large', minNodes: 1, maxNodes: 4 };
        const small = { purpose: 'user', machineType: 'r5.xlarge', maxNodes: 20 };
        write(join(fleetDir, 'atlas', 'cluster.yaml'), stringify(exampleCluster({ pools: { core, small } })));
      },
      line: 'fleet files: resource.aws_eks_node_group.Cluster_Pools_core_9158D04E.scaling_config.max_size: 3 -> 4',
    },
    {
      what: 'the fleet says something else, and what it said is not known any more',
      change: ({ file, fleetDir, write }) => {
        write(file('.tf.json'), '{}');
        write(join(fleetDir, 'atlas', 'cluster.yaml'), stringify(exampleCluster({ kubernetesVersion: '1.34' })));
      },
      line: 'fleet files: they say something else than when it was planned',
    },
    {
      what: 'the lock file names another version',
      change: ({ lock, write }) => write(lock, LOCK('6.0.0')),
      line: 'registry.terraform.io/hashicorp/aws: 5.100.0 -> 6.0.0',
    },
    {
      what: 'the lock file has other checksums',
      change: ({ lock, write }) => write(lock, LOCK('5.100.0', 'h1:b')),
      line: 'lock file: its checksums are not those of the plan',
    },
    {
      what: 'the lock file was not committed',
      change: ({ lock }) => rmSync(lock),
      line: 'lock file: there is none now; commit the one that plan wrote',
    },
    {
      what: 'Terraform is another one',
      change: ({ fake }) => fake.script({ ...changes, ...AWS, version: { stdout: '{"terraform_version":"1.12.0"}' } }),
      line: 'Terraform: 1.11.4 -> 1.12.0',
    },
    {
      what: 'the state is elsewhere',
      change: ({ fleetDir, write }) => {
        const backend = { kind: 's3', bucket: 'lake-state', region: 'us-west-2' };
        write(join(fleetDir, 'atlas', 'cluster.yaml'), stringify(exampleCluster({ backend })));
      },
      line: 'state: s3 odc-state/atlas/atlas.tfstate -> s3 lake-state/atlas/atlas.tfstate',
    },
    {
      what: 'the plan is older than a day',
      change: ({ clock }) => {
        clock.now = '2026-11-23T12:00:01Z';
      },
      line: 'age: planned at 2026-11-22T12:00:00.000Z, 24 hours ago; at most 24 (--max-age)',
    },
  ])('is refused before Terraform is asked when $what', async ({ change, line }) => {
    const given = await reviewed();
    change(given);
    const { code, steps, said } = await given.apply();
    expect(said).toContain(
      `atlas: what would be applied is not what was reviewed; plan again, and have that reviewed\n  `,
    );
    expect(said).toContain(`  ${line}\n`);
    expect(said).toContain('atlas  refused\n');
    expect([code, steps]).toEqual([1, ['version']]);
    expect(existsSync(given.file('.manifest.json'))).toBe(true);
  });

  test.each([
    ['2026-11-23T12:00:00Z', ['--max-age', '24'], 0],
    ['2026-11-23T12:00:01Z', ['--max-age', '25'], 0],
    ['2026-11-23T12:00:01Z', ['--max-age', '24'], 1],
  ])('at %s with %j ends with %i', async (now, args, code) => {
    const { clock, apply } = await reviewed();
    clock.now = now;
    expect(await apply(...args)).toMatchObject({ code });
  });

  test('is refused when the policies find what nobody has reviewed', async () => {
    const { fake, apply } = await reviewed();
    const bucket = planned(
      ['create'],
      { after: { bucket: 'open' } },
      { address: 'aws_s3_bucket.b', type: 'aws_s3_bucket', name: 'b' },
    );
    fake.script({ ...changes, ...AWS, show: { stdout: planJson([planned(['create']), bucket]) } });
    const { code, steps, said } = await apply();
    expect([code, steps]).toEqual([1, ['version', 'init', 'show']]);
    expect(said).toMatch(/^ {2}security\/\S+ was not found at aws_s3_bucket\.b when it was planned: /m);
  });

  test('is refused when a waiver that it needs has expired', async () => {
    const waivers = [
      {
        rule: 'data-loss/stateful-change',
        match: 'aws_efs_file_system.*',
        reason: 'moved to the lake',
        owner: 'ann',
        expires: '2026-11-22',
      },
    ];
    const homes = { address: 'aws_efs_file_system.homes', type: 'aws_efs_file_system', name: 'homes' };
    const lost = { stdout: planJson([planned(['delete'], { before: { id: 'fs-1' } }, homes)]) };
    const { clock, run, fake } = await givenCommands({ ...changes, show: lost }, { 'atlas/waivers.yaml': waivers });
    expect(await run('plan', 'atlas-data')).toMatchObject({ code: 0 });
    clock.now = '2026-11-23T00:00:00Z';
    const { code, stdout } = await run('apply', '--plans', 'out/plans', '--yes');
    expect(code).toBe(1);
    expect(stdout).toContain(
      '  data-loss/stateful-change was not found at aws_efs_file_system.homes when it was planned: ',
    );
    expect(fake.commands).not.toContain('apply');
  });

  test('says so when Terraform finds the state changed since', async () => {
    const stale = {
      apply: { exitCode: 1, stderr: 'Error: Saved plan is stale\n\nThe given plan file can no longer be applied' },
    };
    const { apply } = await reviewed(stale);
    const { code, said } = await apply();
    expect(code).toBe(3);
    expect(said).toContain('atlas: the state has changed since this was planned; plan again, and have that reviewed\n');
  });

  test('tells a program what does not match', async () => {
    const { file, write, apply } = await reviewed();
    write(file('.tfplan'), 'evil');
    const { stdout } = await apply('--format', 'json');
    expect(JSON.parse(stdout).stacks).toMatchObject([
      { stack: 'atlas', outcome: 'refused', differences: [{ kind: 'plan-file' }] },
    ]);
  });

  test.each([
    ['not JSON', 'no'],
    ['of another stack', '{"version":1,"stack":"lake"}'],
  ])('is refused with a manifest that is %s', async (_, text) => {
    const { file, write, apply } = await reviewed();
    write(file('.manifest.json'), text);
    const { code, said } = await apply();
    expect(code).toBe(1);
    expect(said).toContain(
      'atlas: DIR/out/plans/atlas.manifest.json is not what hubfleet plan writes; plan again, and have that reviewed\n',
    );
  });

  test('a stack that is named must have been planned', async () => {
    const { apply } = await reviewed();
    const { code, said } = await apply('atlas-data');
    expect(code).toBe(1);
    expect(said).toContain(
      'atlas-data: there is no plan of it, got no DIR/out/plans/atlas-data.manifest.json; plan it, and have that reviewed\n',
    );
  });

  test('plan says how to apply exactly what it made, and anything else is refused at once', async () => {
    const { plan, file, write, apply } = await reviewed();
    const [, digest = ''] =
      /^to apply exactly this: hubfleet apply --plans out\/plans --digest (sha256:[0-9a-f]{64})$/m.exec(plan) ?? [];
    write(file('.manifest.json'), readFileSync(file('.manifest.json'), 'utf8').replace('"changes"', '"no-changes"'));
    const { code, stderr, steps } = await apply('--digest', digest);
    expect([code, steps]).toEqual([1, []]);
    expect(stderr).toMatch(
      /^hubfleet: --digest: out\/plans is not what was reviewed, got sha256:[0-9a-f]{64}; plan again, and have that reviewed\n$/,
    );
  });

  test('what was reviewed is taken with its digest', async () => {
    const { plan, apply } = await reviewed();
    const [digest = ''] = /sha256:\S+/.exec(plan) ?? [];
    expect(await apply('--digest', digest)).toMatchObject({ code: 0 });
  });

  test.each([
    [['--plans', 'gone'], '--plans: there is no folder gone; make plans with hubfleet plan'],
    [['--plans', '.'], '--plans: there is no plan in .; make plans with hubfleet plan'],
    [['--digest', 'sha256:0'], '--digest: is about plans that were made before; give --plans too'],
    [['--max-age', '0'], "option '--max-age <hours>' argument '0' is invalid. it must be a whole number from 1."],
  ])('%j is wrong', async (args, message) => {
    const { run } = await givenCommands();
    expect(await run('apply', '--yes', ...args)).toMatchObject({ code: 2, stderr: `hubfleet: ${message}\n` });
  });
});

describe('plan', () => {
  test('keeps nothing that may not be applied', async () => {
    const { fake, run } = await givenCommands({ ...changes, plan: { exitCode: 1, stderr: 'Error: no' } });
    await run('plan', 'atlas');
    expect(existsSync(join(fake.dir, 'out', 'plans', 'atlas.manifest.json'))).toBe(false);
  });

  test('forgets what it kept of a stack when it plans that anew', async () => {
    const { fake, run, file } = await reviewed();
    fake.script({ ...changes, plan: { exitCode: 1, stderr: 'Error: no' } });
    await run('plan', 'atlas');
    expect(existsSync(file('.manifest.json'))).toBe(false);
  });

  test('keeps no secret in the manifest, and lets only its owner read it', async () => {
    const { file } = await reviewed();
    const manifest = JSON.parse(readFileSync(file('.manifest.json'), 'utf8'));
    expect(Object.keys(manifest).sort()).toEqual(
      ['createdAt', 'findings', 'inputs', 'outcome', 'planSha256', 'stack', 'version', 'waived'].sort(),
    );
    expect(manifest.inputs).toMatchObject({
      terraform: '1.11.4',
      providers: { 'registry.terraform.io/hashicorp/aws': '5.100.0' },
      backend: 's3 odc-state/atlas/atlas.tfstate',
    });
    expect(manifest.findings).not.toHaveLength(0);
  });
});
