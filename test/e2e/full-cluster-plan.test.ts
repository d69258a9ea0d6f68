import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SynthesizedStack, synthesize } from '../../src/stacks/synthesize.ts';
import { fleetOf } from '../support/fleet.ts';
import { fullCluster, fullFiles } from '../support/full-clusters.ts';
import { awsSchema, blockFaults } from '../support/provider-schema.ts';
import type { TerraformJson } from '../support/synth.ts';
import { findTerraform } from '../support/terraform.ts';

const terraform = findTerraform();
/** Named by its identifiers, so that no data source asks a cloud for it. */
const existing = {
  vpcId: 'vpc-0a',
  cidr: '10.20.0.0/16',
  privateSubnets: { 'us-west-2a': 'subnet-0a', 'us-west-2b': 'subnet-0b' },
};

describe.skipIf(!terraform)('a cluster on AWS that uses every key, with the oldest provider that is allowed', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'hubfleet-plan-'));
  let stacks: readonly SynthesizedStack[];

  beforeAll(async () => {
    ({ stacks } = await synthesize(await fleetOf(fullFiles()), { outdir, selection: { cluster: ['atlas'] } }));
  });
  afterAll(() => rmSync(outdir, { recursive: true, force: true }));

  test('has only attributes that the provider knows, and all that it requires', () => {
    if (!terraform) return;
    const schema = awsSchema(terraform);
    const faults = stacks.flatMap(({ name: stack, json }) =>
      Object.entries((json as TerraformJson).resource ?? {})
        .filter(([type]) => type.startsWith('aws_'))
        .flatMap(([type, named]) =>
          Object.entries(named).flatMap(([name, body]) => {
            const known = schema[type];
            return known ? blockFaults(body, known.block, `${stack}/${type}.${name}`) : [`${type}: is not known`];
          }),
        ),
    );
    expect(faults).toEqual([]);
  });

  test('is planned', () => {
    const stack = stacks.find(({ name }) => name === 'atlas');
    expect(plan(stack)).toMatchObject({ added: stack?.resources ?? 0 });
  });

  test('has its data planned in a network that is there already', async () => {
    const files = { ...fullFiles(), 'atlas/cluster.yaml': fullCluster({ network: { existing } }) };
    const selection = { stack: ['atlas', 'atlas-data'] };
    const planned = await synthesize(await fleetOf(files), { outdir: join(outdir, 'existing'), selection });
    for (const stack of planned.stacks) expect(plan(stack)).toMatchObject({ added: stack.resources });
  });

  /** Plans with credentials that open nothing: whatever asked the cloud would fail. */
  function plan(stack: SynthesizedStack | undefined): { added: number } {
    if (!terraform || !stack) throw new Error('nothing to plan');
    const json = JSON.parse(readFileSync(stack.file, 'utf8'));
    json.terraform.backend = { local: {} };
    const [aws] = json.provider.aws;
    delete aws.allowed_account_ids;
    Object.assign(aws, { access_key: 'none', secret_key: 'none', skip_requesting_account_id: true });
    Object.assign(aws, { skip_credentials_validation: true, skip_metadata_api_check: true });
    writeFileSync(stack.file, JSON.stringify(json));
    const run = (...args: string[]) => {
      const { binary, env } = terraform;
      const result = spawnSync(binary, args, { cwd: stack.directory, env, encoding: 'utf8', maxBuffer: 2 ** 26 });
      if (result.status !== 0) throw new Error(result.stderr);
      return result.stdout;
    };
    run('init', '-input=false');
    const summary = /Plan: (\d+) to add, 0 to change, 0 to destroy/.exec(
      run('plan', '-input=false', '-no-color', '-lock=false'),
    );
    return { added: Number(summary?.[1]) };
  }
});
