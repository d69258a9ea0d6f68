import type { CostDocument } from './cost-document.ts';

/** Before and after of one sum, in cents. */
export interface Change {
  readonly name: string;
  /** Undefined for what is new. */
  readonly before: number | undefined;
  /** Undefined for what is gone. */
  readonly after: number | undefined;
}

/** How a cluster's monthly cost changes. */
export interface ClusterChange {
  readonly name: string;
  readonly floor: Change;
  readonly expected: Change;
  readonly ceiling: Change;
  /** Pools and kinds of cost that change, with each sum that does. */
  readonly parts: readonly (Change & { readonly of: 'floor' | 'expected' | 'ceiling' })[];
  readonly budget: number | undefined;
  /** Things without a price that were not there before. */
  readonly newlyUnpriced: readonly string[];
}

type Cluster = CostDocument['clusters'][number];
type Case = 'floor' | 'expected' | 'ceiling';

const CASES: readonly Case[] = ['floor', 'expected', 'ceiling'];

/** What differs between two estimates, cluster by cluster; those that stay as they are come out without parts. */
export function compareCosts(before: CostDocument, after: CostDocument): ClusterChange[] {
  const names = [...new Set([...before.clusters, ...after.clusters].map(({ name }) => name))].sort();
  return names.map((name) => {
    const old = before.clusters.find((cluster) => cluster.name === name);
    const now = after.clusters.find((cluster) => cluster.name === name);
    return {
      name,
      floor: sums(old, now, 'floor'),
      expected: sums(old, now, 'expected'),
      ceiling: sums(old, now, 'ceiling'),
      parts: partsOf(old, now),
      budget: now?.budgetUsd === undefined || now.budgetUsd === null ? undefined : inCents(now.budgetUsd),
      newlyUnpriced: newlyUnpriced(old, now),
    };
  });
}

/** True when nothing changes. */
export function isUnchanged({ floor, expected, ceiling, parts }: ClusterChange): boolean {
  return parts.length === 0 && [floor, expected, ceiling].every(({ before, after }) => before === after);
}

function sums(before: Cluster | undefined, after: Cluster | undefined, key: Case): Change {
  return {
    name: key,
    before: before && inCents(before.monthly[key]),
    after: after && inCents(after.monthly[key]),
  };
}

function partsOf(before: Cluster | undefined, after: Cluster | undefined): ClusterChange['parts'] {
  const old = partMap(before);
  const now = partMap(after);
  const names = [...new Set([...old.keys(), ...now.keys()])];
  return names.flatMap((name) => {
    const [left, right] = [old.get(name), now.get(name)];
    const changed = CASES.filter((key) => left?.[key] !== right?.[key]);
    return changed.map((of) => ({ name, of, before: left && inCents(left[of]), after: right && inCents(right[of]) }));
  });
}

/** Kinds of cost, with the nodes pool by pool. */
function partMap(cluster: Cluster | undefined): Map<string, Record<Case, number>> {
  if (!cluster) return new Map();
  const groups = cluster.groups.filter(({ name }) => name !== 'nodes');
  return new Map([
    ...cluster.pools.map(({ name, monthly }) => [`pool ${name}`, monthly] as const),
    ...groups.map(({ name, monthly }) => [name, monthly] as const),
  ]);
}

function newlyUnpriced(before: Cluster | undefined, after: Cluster | undefined): string[] {
  const key = ({ address, name }: Cluster['unpriced'][number]) => `${address} ${name}`;
  const known = new Set(before?.unpriced.map(key));
  return (after?.unpriced ?? [])
    .filter((entry) => !known.has(key(entry)))
    .map(({ address, name }) => `${address}: ${name}`);
}

function inCents(dollars: number): number {
  return Math.round(dollars * 100);
}
