import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chartValues } from '@hubfleet/constructs/testing';
import type { Finding } from '@hubfleet/policies';
import { checkStacks } from '../check/check-stacks.ts';
import { fleetCost } from '../cost/fleet-cost.ts';
import { usageFile } from '../cost/usage-file.ts';
import type { Cluster, Hub } from '../fleet/fleet.ts';
import { loadFleet } from '../fleet/load.ts';
import { priceBookOf } from '../fleet/price-book.ts';
import { stackName } from '../fleet/stack-name.ts';
import { problemSentence } from '../render/problems-text.ts';
import { toUsdRange, type UsdRange } from '../report/money.ts';
import { synthesize } from '../stacks/synthesize.ts';

/** A fleet as tests see it: what its files say, and what is made of them. */
export interface TestedFleet {
  /** Clusters as their files say, with defaults filled in. */
  readonly clusters: readonly Cluster[];
  /** All hubs with the name of their cluster. */
  readonly hubs: readonly { readonly cluster: string; readonly hub: Hub }[];
  /** What the policies say, worst first, without what waivers cover. */
  readonly findings: readonly Finding[];
  /**
   * Terraform JSON of a stack.
   * @throws Error if there is no such stack
   */
  stack(name: string): object;
  /**
   * Values with which the chart of a hub is installed.
   * @throws Error if there is no such hub
   */
  hubValues(cluster: string, hub: string): Readonly<Record<string, unknown>>;
  /**
   * Estimate at the prices of the fleet.
   * @throws Error if there is no such cluster
   */
  monthlyUsd(cluster: string): UsdRange;
}

/**
 * Loads the files of a fleet and builds its stacks, in memory but for a temporary folder. It asks no cloud and needs no
 * credentials.
 * @param dir folder with `fleet.yaml`
 * @param today day of the check, `YYYY-MM-DD`; default: today
 * @throws Error with every problem of the files
 */
export async function openFleet(dir: string, today = new Date().toISOString().slice(0, 10)): Promise<TestedFleet> {
  const loaded = await loadFleet(dir);
  if ('problems' in loaded) {
    const sentences = loaded.problems.map((problem) => `${problem.file}:${problem.line}: ${problemSentence(problem)}`);
    throw new Error([`${dir} has problems:`, ...sentences].join('\n'));
  }
  const { fleet } = loaded;
  const outdir = await mkdtemp(join(tmpdir(), 'hubfleet-test-'));
  try {
    const { stacks, faults } = await synthesize(fleet, { outdir });
    const { findings } = checkStacks(fleet, stacks, today);
    const json = new Map(stacks.map((stack) => [stack.name, stack.json as object]));
    const cost = fleetCost(fleet.clusters, stacks, {
      usage: usageFile.parse({}),
      book: priceBookOf(fleet.pricing),
      today,
    });
    const costs = new Map(cost.clusters.map((each) => [each.name, toUsdRange(each.monthly)]));
    const stackOf = (name: string) => known(json, name, 'stack');
    return {
      clusters: fleet.clusters,
      hubs: fleet.clusters.flatMap((cluster) => cluster.hubs.map((hub) => ({ cluster: cluster.name, hub }))),
      findings: [...faults, ...findings],
      stack: stackOf,
      hubValues: (cluster, hub) => chartValues(stackOf(stackName(cluster, hub)), 'jupyterhub'),
      monthlyUsd: (name) => known(costs, name, 'cluster'),
    };
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
}

function known<T>(values: ReadonlyMap<string, T>, name: string, what: string): T {
  const value = values.get(name);
  if (value === undefined) throw new Error(`there is no ${what} ${name}; there are ${[...values.keys()].join(', ')}`);
  return value;
}
