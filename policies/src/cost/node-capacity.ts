import type { PricedCloud } from '../prices/price-sheet';

/** A machine type as the cloud advertises it. */
export interface Machine {
  readonly cpus: number;
  readonly memoryGiB: number;
  /** GPUs that come with the type. */
  readonly gpus: number;
}

/** What a node has left for user servers. */
export interface NodeRoom {
  /** In thousandths of a CPU. */
  readonly milliCpus: number;
  readonly bytes: number;
  /** Pods that the node may still run. */
  readonly pods: number;
}

const MIB = 2 ** 20;
const GIB = 2 ** 30;
const EVICTION_MIB = 100;
/** Pods per node of GKE unless its pool says otherwise. */
const GOOGLE_MOST_PODS = 110;
/** Pods of the system on every node, rounded up. */
const SYSTEM_PODS = 10;

// GiB of memory per CPU, by family of the cloud.
const AWS_GIB_PER_CPU: readonly (readonly [RegExp, number])[] = [
  [/^c\d/, 2],
  [/^(?:r\d|g6e)/, 8],
  [/^(?:m|g4dn|g5|g6)\d?/, 4],
];
const AWS_SMALL: Readonly<Record<string, Machine>> = {
  't3.small': { cpus: 2, memoryGiB: 2, gpus: 0 },
  't3.medium': { cpus: 2, memoryGiB: 4, gpus: 0 },
  't3.large': { cpus: 2, memoryGiB: 8, gpus: 0 },
  't3.xlarge': { cpus: 4, memoryGiB: 16, gpus: 0 },
  'p3.2xlarge': { cpus: 8, memoryGiB: 61, gpus: 1 },
  'e2-medium': { cpus: 2, memoryGiB: 4, gpus: 0 },
};
const GOOGLE_GIB_PER_CPU: Readonly<Record<string, number>> = { standard: 4, highmem: 8, highcpu: 1 };
const N1_GIB_PER_CPU: Readonly<Record<string, number>> = { standard: 3.75, highmem: 6.5, highcpu: 0.9 };

/** CPUs and memory of a machine type; undefined for families whose rule is not known. */
export function machineOf(type: string): Machine | undefined {
  if (Object.hasOwn(AWS_SMALL, type)) return AWS_SMALL[type];
  const aws = /^([a-z]+\d[a-z0-9-]*)\.(?:(large)|(\d*)xlarge)$/.exec(type);
  if (aws) {
    const [, family = '', large, times] = aws;
    const perCpu = AWS_GIB_PER_CPU.find(([pattern]) => pattern.test(family))?.[1];
    const cpus = large ? 2 : 4 * Number(times || 1);
    return perCpu === undefined
      ? undefined
      : { cpus, memoryGiB: cpus * perCpu, gpus: awsGpus(family, Number(times || 1)) };
  }
  const google = /^(e2|n1|n2|n2d|n4|c3|g2)-(standard|highmem|highcpu)-(\d+)$/.exec(type);
  if (!google) return undefined;
  const [, family = '', shape = '', count] = google;
  const cpus = Number(count);
  const perCpu = (family === 'n1' ? N1_GIB_PER_CPU : GOOGLE_GIB_PER_CPU)[shape] ?? 0;
  return { cpus, memoryGiB: cpus * perCpu, gpus: family === 'g2' ? Math.max(1, Math.floor(cpus / 12)) : 0 };
}

/** GPUs of a g machine, by its size (EC2 instance types, "Accelerated computing"). */
function awsGpus(family: string, times: number): number {
  if (!/^g\d/.test(family)) return 0;
  if (times >= 48) return 8;
  return times === 12 || times === 24 ? 4 : 1;
}

/** What a node of a machine type leaves for user servers, by the clouds' published reservations. */
export function nodeRoom(cloud: PricedCloud, machine: Machine): NodeRoom {
  const isAws = cloud === 'aws';
  const seen = isAws
    ? machine.memoryGiB * GIB * awsSeenShare(machine.memoryGiB)
    : machine.memoryGiB * GIB * (1 - 0.015625) - 150 * MIB;
  const reservedMib = isAws
    ? 11 * awsMostPods(machine.cpus) + 255 + EVICTION_MIB
    : googleReservedMib(machine.memoryGiB);
  const system = isAws ? { milliCpus: 195, mib: 250 } : { milliCpus: 472, mib: 654 };
  return {
    milliCpus: Math.floor(allocatableMilliCpus(machine.cpus)) - system.milliCpus,
    bytes: Math.trunc(seen - (reservedMib + system.mib) * MIB),
    pods: (isAws ? awsMostPods(machine.cpus) : GOOGLE_MOST_PODS) - SYSTEM_PODS,
  };
}

/** Both clouds keep 6 % of the first core, 1 % of the second, 0.5 % of the next two and 0.25 % of the rest. */
function allocatableMilliCpus(cpus: number): number {
  const kept =
    tier(cpus, 0, 1, 60) + tier(cpus, 1, 2, 10) + tier(cpus, 2, 4, 5) + tier(cpus, 4, Number.POSITIVE_INFINITY, 2.5);
  return cpus * 1000 - kept;
}

/** GKE reserves by the advertised memory, in tiers that are round in MiB and not in GiB. */
function googleReservedMib(memoryGiB: number): number {
  const total = memoryGiB * 1024;
  return (
    tier(total, 0, 4000, 0.25) +
    tier(total, 4000, 8000, 0.2) +
    tier(total, 8000, 16000, 0.1) +
    tier(total, 16000, 128000, 0.06) +
    tier(total, 128000, Number.POSITIVE_INFINITY, 0.02) +
    EVICTION_MIB
  );
}

function tier(amount: number, from: number, to: number, share: number): number {
  return Math.max(0, Math.min(amount, to) - from) * share;
}

function awsMostPods(cpus: number): number {
  if (cpus <= 2) return 29;
  if (cpus <= 8) return 58;
  return cpus <= 32 ? 234 : 737;
}

/** Memory that the operating system sees, as a share of the advertised; it grows with the machine. */
function awsSeenShare(memoryGiB: number): number {
  if (memoryGiB <= 8) return 0.933;
  if (memoryGiB <= 16) return 0.948;
  if (memoryGiB <= 32) return 0.963;
  return memoryGiB <= 64 ? 0.966 : 0.967;
}
