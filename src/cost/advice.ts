import {
  type Demand,
  type MicroUsd,
  nodeRoom,
  type PriceBook,
  type Scenario,
  type Variation,
} from '@hubfleet/policies';
import type { AccountCluster } from '../fleet/account-cluster.ts';
import { poolRate } from '../fleet/choice-prices.ts';

type Pool = AccountCluster['pools'][string];

/** One change each of culling, profile size, machine type and way of buying, where the setting matters. */
export function variationsOf(cluster: AccountCluster, base: Scenario, region: string, book: PriceBook): Variation[] {
  return [...cullingVariations(base), ...profileVariations(base), ...poolVariations(cluster, base, region, book)];
}

function cullingVariations(base: Scenario): Variation[] {
  return base.hubs.filter(isUsed).flatMap((hub) => {
    const { idleMinutes } = hub.culling;
    return [Math.round(idleMinutes / 2), idleMinutes * 2].map((minutes) => ({
      change: `${hub.name}: stop idle servers after ${minutes} instead of ${idleMinutes} minutes`,
      scenario: withHub(base, hub.name, { culling: { ...hub.culling, idleMinutes: minutes } }),
    }));
  });
}

function profileVariations(base: Scenario): Variation[] {
  return base.hubs.filter(isUsed).flatMap((hub) =>
    hub.profiles
      .filter(({ share }) => share > 0)
      .map((profile) => ({
        change: `${hub.name}: half the guaranteed memory and CPUs in profile ${profile.slug}`,
        scenario: withHub(base, hub.name, {
          profiles: hub.profiles.map((other) => (other === profile ? { ...other, ...halved(other) } : other)),
        }),
      })),
  );
}

function halved({ bytes, milliCpus, gpus }: Demand): Demand {
  return { bytes: Math.floor(bytes / 2), milliCpus: Math.floor(milliCpus / 2), gpus };
}

function poolVariations(cluster: AccountCluster, base: Scenario, region: string, book: PriceBook): Variation[] {
  return base.pools
    .filter((setup) => isWanted(setup.name, base))
    .flatMap((setup) => {
      const pool = cluster.pools[setup.name];
      if (!pool) return [];
      const spot = pool.spot ? undefined : poolRate(pool, cluster, region, book, true);
      const asSpot =
        spot === undefined
          ? []
          : [{ change: `pool ${setup.name}: spot instead of on demand`, scenario: withRate(base, setup.name, spot) }];
      const resized = [0.5, 2, 4].flatMap((factor) =>
        resizedPool(factor, setup.name, pool, cluster, base, region, book),
      );
      return [...asSpot, ...resized];
    });
}

/** The same family in another size, with as many nodes as hold the same. */
function resizedPool(
  factor: number,
  name: string,
  pool: Pool,
  cluster: AccountCluster,
  base: Scenario,
  region: string,
  book: PriceBook,
): Variation[] {
  const machineType = resizedType(pool.machineType, factor);
  const room = machineType === undefined || pool.gpu ? undefined : nodeRoom(machineType);
  if (!room || machineType === undefined) return [];
  const rate = poolRate({ ...pool, machineType }, cluster, region, book);
  if (rate === undefined) return [];
  const pools = base.pools.map((setup) =>
    setup.name === name ? { ...setup, ...room, maxNodes: Math.max(1, Math.ceil(setup.maxNodes / factor)) } : setup,
  );
  return [
    {
      change: `pool ${name}: ${machineType} instead of ${pool.machineType}`,
      scenario: { ...withRate(base, name, rate), pools },
    },
  ];
}

function resizedType(type: string, factor: number): string | undefined {
  const aws = /^(.+)\.(\d*)xlarge$/.exec(type);
  if (aws) {
    const size = Number(aws[2] || 1) * factor;
    if (size < 1 || ![1, 2, 4, 8, 16].includes(size)) return undefined;
    return `${aws[1]}.${size === 1 ? '' : size}xlarge`;
  }
  const google = /^(.+-)(\d+)$/.exec(type);
  const size = Number(google?.[2] ?? 0) * factor;
  return google && size >= 2 && size <= 64 ? `${google[1]}${size}` : undefined;
}

function isUsed({ usage }: Scenario['hubs'][number]): boolean {
  return usage.users > 0 && usage.sessionsPerWeek > 0;
}

function isWanted(pool: string, { hubs }: Scenario): boolean {
  return hubs.some((hub) => isUsed(hub) && hub.profiles.some((profile) => profile.pool === pool && profile.share > 0));
}

function withHub(base: Scenario, name: string, change: Partial<Scenario['hubs'][number]>): Scenario {
  return { ...base, hubs: base.hubs.map((hub) => (hub.name === name ? { ...hub, ...change } : hub)) };
}

function withRate(base: Scenario, pool: string, rate: MicroUsd): Scenario {
  return { ...base, hourly: { ...base.hourly, [pool]: rate } };
}
