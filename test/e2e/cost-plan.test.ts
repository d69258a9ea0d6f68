import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatUsd } from '@hubfleet/policies';
import { afterAll, describe, expect, test } from 'vitest';
import { planCost } from '../../src/cost/plan-cost.ts';
import { usageFile } from '../../src/cost/usage-file.ts';
import { priceBookOf } from '../../src/fleet/price-book.ts';
import { type SynthesizedStack, synthesize } from '../../src/stacks/synthesize.ts';
import { fleetOf } from '../support/fleet.ts';
import { fullCluster, fullFiles } from '../support/full-clusters.ts';
import { findTerraform } from '../support/terraform.ts';

const terraform = findTerraform();
/** Named by its identifiers, so that no data source asks a cloud for it. */
const existing = {
  vpcId: 'vpc-0a',
  cidr: '10.20.0.0/16',
  privateSubnets: { 'us-west-2a': 'subnet-0a', 'us-west-2b': 'subnet-0b' },
};

describe.skipIf(!terraform)('stacks that use every key, planned by the real Terraform and AWS provider', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'hubfleet-cost-plan-'));
  afterAll(() => rmSync(outdir, { recursive: true, force: true }));

  test.each([
    { name: 'atlas', network: undefined, least: 20 },
    { name: 'atlas-data', network: { existing }, least: 5 },
  ])('$name costs the same as its synthesized JSON, line by line', async ({ name, network, least }) => {
    const files = { ...fullFiles(), ...(network && { 'atlas/cluster.yaml': fullCluster({ network }) }) };
    const options = { outdir: join(outdir, name), selection: { stack: [name] } };
    const [stack] = (await synthesize(await fleetOf(files), options)).stacks;
    if (!stack) throw new Error(`${name} was not written`);
    const [before, after] = [linesOf(name, stack.json), linesOf(name, planOf(stack))];
    expect(before.length).toBeGreaterThan(least);
    expect(after).toEqual(before);
  });

  function linesOf(stack: string, json: unknown): string[] {
    const usage = usageFile.parse({ nodeHours: { atlas: { small: 300, gpu: 20, dask: 40 } } });
    const settings = { usage, book: priceBookOf(), today: '2026-11-22' };
    return planCost([{ stack, json }], settings)
      .clusters.flatMap(({ resources }) => resources)
      .flatMap(({ address, components }) =>
        components.map(({ name, monthly, unpriced }) => {
          const { floor, expected, ceiling } = monthly;
          return `${address} ${name}: ${unpriced ?? [floor, expected, ceiling].map(formatUsd).join(' ')}`;
        }),
      )
      .sort();
  }

  /** Plans with credentials that open nothing: whatever asked the cloud would fail. */
  function planOf(stack: SynthesizedStack): unknown {
    if (!terraform) throw new Error('no Terraform');
    const json = JSON.parse(readFileSync(stack.file, 'utf8'));
    json.terraform.backend = { local: {} };
    const [aws] = json.provider.aws;
    delete aws.allowed_account_ids;
    Object.assign(aws, { access_key: 'none', secret_key: 'none', skip_requesting_account_id: true });
    Object.assign(aws, { skip_credentials_validation: true, skip_metadata_api_check: true });
    writeFileSync(stack.file, JSON.stringify(json));
    const run = (...args: string[]) => {
      const { binary, env } = terraform;
      const result = spawnSync(binary, args, { cwd: stack.directory, env, encoding: 'utf8', maxBuffer: 2 ** 28 });
      if (result.status !== 0) throw new Error(result.stderr);
      return result.stdout;
    };
    run('init', '-input=false');
    run('plan', '-input=false', '-lock=false', '-out=plan');
    return JSON.parse(run('show', '-json', 'plan'));
  }
});
