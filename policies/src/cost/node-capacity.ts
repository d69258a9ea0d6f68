import type { PricedCloud } from '../prices/price-sheet';
import { type Machine, machineOf } from './machine';
import { MEASURED_MACHINES } from './measured-machines';

/** CPUs in thousandths, and memory. */
export interface CpusAndMemory {
  readonly milliCpus: number;
  readonly bytes: number;
}

/** What Kubernetes may allot on a node, and what system pods leave of it. */
export interface NodeCapacity {
  readonly allocatable: CpusAndMemory;
  readonly available: CpusAndMemory;
}

/** What a node has left for user servers. */
export interface NodeRoom extends CpusAndMemory {
  /** Pods that the node may still run. */
  readonly pods: number;
}

/** A machine whose capacity is worked out. */
export interface WorkedMachine {
  readonly cpus: number;
  /** As the cloud advertises it. */
  readonly memoryGiB: number;
  /** Memory that the operating system sees. @default - estimated from the advertised memory */
  readonly seenBytes?: number | undefined;
  /** Most pods of the node. @default - by size; counts on AWS only */
  readonly mostPods?: number | undefined;
  /** What system pods request. @default - what a node without extra agents was seen to need */
  readonly systemMilliCpus?: number | undefined;
  readonly systemBytes?: number | undefined;
}

const MIB = 2 ** 20;
const GIB = 2 ** 30;
const EVICTION_MIB = 100;
/** Pods per node of GKE unless its pool says otherwise. */
const GOOGLE_MOST_PODS = 110;
/** Pods of the system on every node, rounded up. */
const SYSTEM_PODS = 10;
/** Families of AWS with fewer network addresses than others of their size, by which EKS counts pods. */
const FEW_ADDRESSES = /^g4dn\.(?:xlarge|2xlarge)$/;

interface Reservations {
  /** Memory that the operating system sees. */
  seenBytes(memoryGiB: number): number;
  reservedMib(machine: WorkedMachine): number;
  readonly systemMilliCpus: number;
  readonly systemMib: number;
}

const RESERVATIONS: Readonly<Record<PricedCloud, Reservations>> = {
  aws: {
    seenBytes: (memoryGiB) => memoryGiB * GIB * awsSeenShare(memoryGiB),
    reservedMib: ({ cpus, mostPods }) => 11 * (mostPods ?? awsPodsBySize(cpus)) + 255 + EVICTION_MIB,
    systemMilliCpus: 195,
    systemMib: 250,
  },
  google: {
    seenBytes: (memoryGiB) => memoryGiB * GIB * (1 - 0.015625) - 150 * MIB,
    reservedMib: ({ memoryGiB }) => googleReservedMib(memoryGiB),
    systemMilliCpus: 472,
    systemMib: 654,
  },
};

/** What a node offers by the cloud's published reservations. */
export function workedCapacity(cloud: PricedCloud, machine: WorkedMachine): NodeCapacity {
  const { seenBytes, reservedMib, systemMilliCpus, systemMib } = RESERVATIONS[cloud];
  const seen = machine.seenBytes ?? seenBytes(machine.memoryGiB);
  const milliCpus = Math.floor(allocatableMilliCpus(machine.cpus));
  const bytes = Math.trunc(seen - reservedMib(machine) * MIB);
  return {
    allocatable: { milliCpus, bytes },
    available: {
      milliCpus: milliCpus - (machine.systemMilliCpus ?? systemMilliCpus),
      bytes: bytes - (machine.systemBytes ?? systemMib * MIB),
    },
  };
}

/** What was measured on nodes of a machine type; undefined where none were. */
function measuredCapacity(machineType: string): NodeCapacity | undefined {
  if (!Object.hasOwn(MEASURED_MACHINES, machineType)) return undefined;
  const [cpus, bytes, availableCpus, availableBytes] = MEASURED_MACHINES[machineType] as readonly number[];
  const capacity = (cores = 0, memory = 0) => ({ milliCpus: Math.round(cores * 1000), bytes: memory });
  return { allocatable: capacity(cpus, bytes), available: capacity(availableCpus, availableBytes) };
}

/** What a node of a machine type offers: as measured, else as worked out; undefined for types of unknown size. */
export function nodeCapacity(machineType: string): NodeCapacity | undefined {
  const machine = machineOf(machineType);
  const measured = measuredCapacity(machineType);
  if (measured || !machine) return measured;
  return workedCapacity(machine.cloud, { ...machine, mostPods: mostPods(machineType, machine) });
}

/** What a node of a machine type leaves for user servers; undefined for types of unknown size. */
export function nodeRoom(machineType: string): NodeRoom | undefined {
  const capacity = nodeCapacity(machineType);
  const machine = machineOf(machineType);
  return capacity && machine && { ...capacity.available, pods: mostPods(machineType, machine) - SYSTEM_PODS };
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

/** Most pods on a node; on EKS from the addresses that its network interfaces hold. */
function mostPods(machineType: string, { cloud, cpus }: Machine): number {
  if (cloud === 'google') return GOOGLE_MOST_PODS;
  return FEW_ADDRESSES.test(machineType) ? 29 : awsPodsBySize(cpus);
}

function awsPodsBySize(cpus: number): number {
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
