import { MEASURED_MACHINES } from './measured-machines';
import { Memory } from './memory';

/** What a node has left for user servers, as measured on a live node. */
export interface MeasuredCapacity {
  /** CPUs that Kubernetes may allot, less what system pods request. */
  readonly cpus: number;
  /** Memory that Kubernetes may allot, less what system pods request. */
  readonly memory: Memory;
}

/** A machine whose capacity is worked out. */
export interface MachineOptions {
  /** Virtual CPUs of the machine type. */
  readonly cpus: number;
  /** Memory of the machine type in GiB, as the cloud advertises it. */
  readonly memoryGiB: number;
  /**
   * Memory that the operating system sees (`status.capacity.memory` of a node).
   * @default - estimated from the advertised memory
   */
  readonly capacity?: Memory;
  /**
   * Most pods of a node.
   * @default - by size, as EKS sets it; not needed for GKE
   */
  readonly maxPods?: number;
  /**
   * CPUs that system pods request on each node.
   * @default - what a node without extra agents was seen to need
   */
  readonly systemCpus?: number;
  /**
   * Memory that system pods request on each node.
   * @default - what a node without extra agents was seen to need
   */
  readonly systemMemory?: Memory;
}

const MIB = 2 ** 20;
const EVICTION_MIB = 100;

/** Share of each core that is kept for the kubelet; the same in both clouds. */
function reservedCpus(cpus: number): number {
  const tier = (from: number, to: number, share: number) => Math.max(0, Math.min(cpus, to) - from) * share;
  return tier(0, 1, 0.06) + tier(1, 2, 0.01) + tier(2, 4, 0.005) + tier(4, Number.POSITIVE_INFINITY, 0.0025);
}

/** GKE reserves by the advertised memory, in tiers that are round in MiB and not in GiB. */
function gkeReservedMib(memoryGiB: number): number {
  const total = memoryGiB * 1024;
  const tier = (from: number, to: number, share: number) => Math.max(0, Math.min(total, to) - from) * share;
  return (
    tier(0, 4000, 0.25) +
    tier(4000, 8000, 0.2) +
    tier(8000, 16000, 0.1) +
    tier(16000, 128000, 0.06) +
    tier(128000, Number.POSITIVE_INFINITY, 0.02) +
    EVICTION_MIB
  );
}

/** Pods per node by CPUs, from the addresses that network interfaces of current machine families hold. */
function eksMaxPods(cpus: number): number {
  if (cpus <= 2) return 29;
  if (cpus <= 8) return 58;
  return cpus <= 32 ? 234 : 737;
}

/** Memory seen by the operating system as a share of the advertised one; it grows with the machine. */
function eksCapacityShare(memoryGiB: number): number {
  if (memoryGiB <= 8) return 0.933;
  if (memoryGiB <= 16) return 0.948;
  if (memoryGiB <= 32) return 0.963;
  return memoryGiB <= 64 ? 0.966 : 0.967;
}

/** What a node offers to user servers, known without looking at a live node. */
export class NodeCapacity {
  /** A capacity that was measured. */
  public static measured(capacity: MeasuredCapacity): NodeCapacity {
    return new NodeCapacity(capacity.cpus, capacity.memory, capacity.cpus, capacity.memory);
  }

  /** What was measured on nodes of a machine type, or nothing where none were. */
  public static ofMachineType(machineType: string): NodeCapacity | undefined {
    const row = MEASURED_MACHINES[machineType];
    if (row === undefined) return undefined;
    const [cpus, bytes, availableCpus, availableBytes] = row;
    return new NodeCapacity(cpus, Memory.bytes(bytes), availableCpus, Memory.bytes(availableBytes));
  }

  /** A node of Google Kubernetes Engine, by GKE's published reservations. */
  public static gke(machine: MachineOptions): NodeCapacity {
    const estimate = machine.memoryGiB * 2 ** 30 * (1 - 0.015625) - 150 * MIB;
    const reserved = gkeReservedMib(machine.memoryGiB) * MIB;
    return NodeCapacity.ofMachine(machine, estimate, reserved, { cpus: 0.472, memory: Memory.mebibytes(654) });
  }

  /** A node of Amazon EKS, by the reservations of its node images. */
  public static eks(machine: MachineOptions): NodeCapacity {
    const estimate = machine.memoryGiB * 2 ** 30 * eksCapacityShare(machine.memoryGiB);
    const maxPods = machine.maxPods ?? eksMaxPods(machine.cpus);
    const reserved = (11 * maxPods + 255 + EVICTION_MIB) * MIB;
    return NodeCapacity.ofMachine(machine, estimate, reserved, { cpus: 0.195, memory: Memory.mebibytes(250) });
  }

  private static ofMachine(
    machine: MachineOptions,
    estimate: number,
    reserved: number,
    system: MeasuredCapacity,
  ): NodeCapacity {
    const allocatableCpus = round(machine.cpus - reservedCpus(machine.cpus));
    const allocatable = Math.trunc((machine.capacity?.toBytes() ?? estimate) - reserved);
    const systemMemory = (machine.systemMemory ?? system.memory).toBytes();
    return new NodeCapacity(
      allocatableCpus,
      Memory.bytes(allocatable),
      round(allocatableCpus - (machine.systemCpus ?? system.cpus)),
      Memory.bytes(allocatable - systemMemory),
    );
  }

  private constructor(
    /** CPUs that Kubernetes may allot to pods. */
    public readonly allocatableCpus: number,
    /** Memory that Kubernetes may allot to pods. */
    public readonly allocatableMemory: Memory,
    /** CPUs left for user servers when every system pod has its own. */
    public readonly availableCpus: number,
    /** Memory left for user servers when every system pod has its own. */
    public readonly availableMemory: Memory,
  ) {}
}

/** Kubernetes counts CPUs in thousandths; sums of binary fractions do not. */
function round(cpus: number): number {
  return Math.round(cpus * 1000) / 1000;
}
