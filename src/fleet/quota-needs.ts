import { machineOf } from '@hubfleet/policies';
import { awsQuotas } from './clouds/aws-quotas.ts';
import { googleQuotas } from './clouds/google-quotas.ts';
import type { ClusterFile } from './clouds/registry.ts';
import { nodeGpus } from './node-gpus.ts';
import type { FullPool, QuotaNeed } from './quota-need.ts';

/** Quotas that a cluster needs, and pools of machine types whose size is not known. */
export interface QuotaNeeds {
  readonly needs: readonly QuotaNeed[];
  readonly unknown: readonly string[];
}

/** A cluster in an account that has quotas. */
type AccountFile = Exclude<ClusterFile, { provider: 'kubernetes' }>;

type Quotas = {
  [P in AccountFile['provider']]: (
    cluster: Extract<AccountFile, { provider: P }>,
    pools: readonly FullPool[],
  ) => QuotaNeed[];
};

const quotas = { aws: awsQuotas, google: googleQuotas } satisfies Quotas;

/** What a cluster needs of its account, derived from the most nodes of its pools. */
export function quotaNeeds(cluster: AccountFile): QuotaNeeds {
  const pools = Object.entries(cluster.pools).map(([name, pool]) => fullPool(name, pool));
  const known = pools.flatMap((pool) => ('cpus' in pool ? [pool] : []));
  const ofCloud = quotas[cluster.provider] as (cluster: AccountFile, pools: readonly FullPool[]) => QuotaNeed[];
  return {
    needs: ofCloud(cluster, known).sort((a, b) => (a.quota < b.quota ? -1 : 1)),
    unknown: pools.flatMap((pool) => ('cpus' in pool ? [] : [pool.name])),
  };
}

function fullPool(name: string, pool: AccountFile['pools'][string]): FullPool | { readonly name: string } {
  const machine = machineOf(pool.machineType);
  if (!machine) return { name };
  const { machineType, spot, maxNodes: nodes, diskGiB, gpu } = pool;
  const size = { cpus: nodes * machine.cpus, gpus: nodes * nodeGpus(pool), diskGiB: nodes * diskGiB };
  return { name, machineType, spot, nodes, ...size, ...(gpu && { gpuType: gpu.type }) };
}
