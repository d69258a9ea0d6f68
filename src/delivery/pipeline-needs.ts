import { type AccountCluster, isInAccount } from '../fleet/account-cluster.ts';
import { cloudOf } from '../fleet/clouds/registry.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { parseSecretReference } from '../fleet/schema/secret-reference.ts';
import { stacksOfFleet } from '../stacks/layer.ts';
import { secretVariables } from '../stacks/secret-variables.ts';

/** An account or project that jobs log in to. */
export interface PipelineAccount {
  readonly cloud: AccountCluster['provider'];
  /** Account number on AWS, project on Google Cloud. */
  readonly owner: string;
  /** Region of its first cluster. */
  readonly region: string;
  readonly clusters: readonly string[];
}

/** Clusters that one job can reach: a job is logged in to each cloud once. */
export interface PipelineGroup {
  /** Number from 1. */
  readonly number: number;
  readonly accounts: readonly PipelineAccount[];
  readonly clusters: readonly string[];
}

/** What a pipeline has to know of the fleet. */
export interface PipelineNeeds {
  readonly accounts: readonly PipelineAccount[];
  readonly groups: readonly PipelineGroup[];
  /** Hosts of HCP Terraform that keep states. */
  readonly workspaceHosts: readonly string[];
  /** Whether a stack sets up workspaces there. */
  readonly setsUpWorkspaces: boolean;
  /** Terraform variables by which stacks take secrets, sorted. */
  readonly secretVariables: readonly string[];
}

/** Finds out which logins the clusters of a fleet need, and which of them fit into one job. */
export function pipelineNeeds(fleet: Fleet): PipelineNeeds {
  const { clusters, backend, hcp } = fleet;
  const accounts = accountsOf(clusters.filter(isInAccount));
  const others = clusters.filter((cluster) => !isInAccount(cluster)).map(({ name }) => name);
  const backends = [...clusters.map((cluster) => cluster.backend), ...(hcp && backend ? [backend] : [])];
  const hosts = backends.flatMap((each) => (each.kind === 'cloud' ? [each.hostname] : []));
  return {
    accounts,
    groups: groupsOf(accounts, others),
    workspaceHosts: [...new Set(hosts)].sort(),
    setsUpWorkspaces: hcp !== undefined,
    secretVariables: variablesOf(fleet),
  };
}

function variablesOf(fleet: Fleet): string[] {
  const key = fleet.hcp?.runTask && parseSecretReference(fleet.hcp.runTask.key).name;
  return [...new Set([...stacksOfFleet(fleet).flatMap(secretVariables), ...(key ? [key] : [])])].sort();
}

function accountsOf(clusters: readonly AccountCluster[]): PipelineAccount[] {
  const accounts = new Map<string, PipelineAccount>();
  for (const cluster of clusters) {
    const owner = cloudOf(cluster).stateOwner(cluster)?.owner ?? '';
    const key = `${cluster.provider} ${owner}`;
    const known = accounts.get(key);
    const region = known?.region ?? cloudOf(cluster).region(cluster);
    const names = [...(known?.clusters ?? []), cluster.name];
    accounts.set(key, { cloud: cluster.provider, owner, region, clusters: names });
  }
  return [...accounts.values()];
}

/**
 * The first account of each cloud shares a job, then the second, and so on.
 * @param others clusters in no account, which any job can reach
 */
function groupsOf(accounts: readonly PipelineAccount[], others: readonly string[]): PipelineGroup[] {
  const groups: PipelineAccount[][] = accounts.length > 0 ? [] : [[]];
  for (const account of accounts) {
    const free = groups.find((group) => group.every(({ cloud }) => cloud !== account.cloud));
    if (free) free.push(account);
    else groups.push([account]);
  }
  return groups.map((own, index) => ({
    number: index + 1,
    accounts: own,
    clusters: [...own.flatMap(({ clusters }) => clusters), ...(index === 0 ? others : [])].sort(),
  }));
}
