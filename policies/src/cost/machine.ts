import type { PricedCloud } from '../prices/price-sheet';

/** A machine type as its cloud advertises it. */
export interface Machine {
  readonly cloud: PricedCloud;
  readonly cpus: number;
  readonly memoryGiB: number;
  /** GPUs that come with the type. */
  readonly gpus: number;
}

// GiB of memory per CPU, by family of the cloud.
const AWS_GIB_PER_CPU: readonly (readonly [RegExp, number])[] = [
  [/^c\d/, 2],
  [/^(?:r\d|g6e)/, 8],
  [/^(?:m|g4dn|g5|g6)\d?/, 4],
];
const NAMED: Readonly<Record<string, Machine>> = {
  't3.small': { cloud: 'aws', cpus: 2, memoryGiB: 2, gpus: 0 },
  't3.medium': { cloud: 'aws', cpus: 2, memoryGiB: 4, gpus: 0 },
  't3.large': { cloud: 'aws', cpus: 2, memoryGiB: 8, gpus: 0 },
  't3.xlarge': { cloud: 'aws', cpus: 4, memoryGiB: 16, gpus: 0 },
  'p3.2xlarge': { cloud: 'aws', cpus: 8, memoryGiB: 61, gpus: 1 },
  'e2-medium': { cloud: 'google', cpus: 2, memoryGiB: 4, gpus: 0 },
};
const GOOGLE_GIB_PER_CPU: Readonly<Record<string, number>> = { standard: 4, highmem: 8, highcpu: 1 };
const N1_GIB_PER_CPU: Readonly<Record<string, number>> = { standard: 3.75, highmem: 6.5, highcpu: 0.9 };

/** CPUs and memory of a machine type; undefined for families whose rule is not known. */
export function machineOf(type: string): Machine | undefined {
  if (Object.hasOwn(NAMED, type)) return NAMED[type];
  const aws = /^([a-z]+\d[a-z0-9-]*)\.(?:(large)|(\d*)xlarge)$/.exec(type);
  if (aws) {
    const [, family = '', large, times] = aws;
    const perCpu = AWS_GIB_PER_CPU.find(([pattern]) => pattern.test(family))?.[1];
    const cpus = large ? 2 : 4 * Number(times || 1);
    return perCpu === undefined
      ? undefined
      : { cloud: 'aws', cpus, memoryGiB: cpus * perCpu, gpus: awsGpus(family, Number(times || 1)) };
  }
  const google = /^(e2|n1|n2|n2d|n4|c3|g2)-(standard|highmem|highcpu)-(\d+)$/.exec(type);
  if (!google) return undefined;
  const [, family = '', shape = '', count] = google;
  const cpus = Number(count);
  const perCpu = (family === 'n1' ? N1_GIB_PER_CPU : GOOGLE_GIB_PER_CPU)[shape] ?? 0;
  return {
    cloud: 'google',
    cpus,
    memoryGiB: cpus * perCpu,
    gpus: family === 'g2' ? Math.max(1, Math.floor(cpus / 12)) : 0,
  };
}

/** GPUs of a g machine, by its size (EC2 instance types, "Accelerated computing"). */
function awsGpus(family: string, times: number): number {
  if (!/^g\d/.test(family)) return 0;
  if (times >= 48) return 8;
  return times === 12 || times === 24 ? 4 : 1;
}
