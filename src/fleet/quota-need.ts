/** What the pools of a cluster may ask of its account when all are full at once. */
export interface QuotaNeed {
  /** Name of the quota in the console of the cloud, or of a bound that the network sets. */
  readonly quota: string;
  readonly needed: number;
  /** What there is, where the cluster file decides it; quotas of the account are unknown here. */
  readonly available?: number;
  /** Pools that count, by name. */
  readonly pools: readonly string[];
}

/** A pool at its largest. */
export interface FullPool {
  readonly name: string;
  readonly machineType: string;
  readonly spot: boolean;
  readonly nodes: number;
  readonly cpus: number;
  readonly gpus: number;
  /** Model of the GPU in the words of the cloud, where the file names one. */
  readonly gpuType?: string;
  readonly diskGiB: number;
}

/** Adds up what pools need of each quota they count against. */
export function sumByQuota(
  pools: readonly FullPool[],
  amounts: (pool: FullPool) => Readonly<Record<string, number>>,
): QuotaNeed[] {
  const sums = new Map<string, { needed: number; pools: string[] }>();
  for (const pool of pools) {
    for (const [quota, needed] of Object.entries(amounts(pool))) {
      if (needed === 0) continue;
      const sum = sums.get(quota) ?? { needed: 0, pools: [] };
      sums.set(quota, { needed: sum.needed + needed, pools: [...sum.pools, pool.name] });
    }
  }
  return [...sums].map(([quota, sum]) => ({ quota, ...sum }));
}
