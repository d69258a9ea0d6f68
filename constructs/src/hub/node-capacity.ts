import { type NodeCapacity as Capacity, nodeCapacity, workedCapacity } from '@hubfleet/policies';
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

/** What a node offers to user servers, known without looking at a live node. */
export class NodeCapacity {
  /** A capacity that was measured. */
  public static measured(capacity: MeasuredCapacity): NodeCapacity {
    return new NodeCapacity(capacity.cpus, capacity.memory, capacity.cpus, capacity.memory);
  }

  /** A node of a machine type: as measured, else as worked out; nothing for types whose size is not known. */
  public static ofMachineType(machineType: string): NodeCapacity | undefined {
    const capacity = nodeCapacity(machineType);
    return capacity && NodeCapacity.of(capacity);
  }

  /** A node of Google Kubernetes Engine, by GKE's published reservations. */
  public static gke(machine: MachineOptions): NodeCapacity {
    return NodeCapacity.of(workedCapacity('google', worked(machine)));
  }

  /** A node of Amazon EKS, by the reservations of its node images. */
  public static eks(machine: MachineOptions): NodeCapacity {
    return NodeCapacity.of(workedCapacity('aws', worked(machine)));
  }

  private static of({ allocatable, available }: Capacity): NodeCapacity {
    return new NodeCapacity(
      allocatable.milliCpus / 1000,
      Memory.bytes(allocatable.bytes),
      available.milliCpus / 1000,
      Memory.bytes(available.bytes),
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

function worked({ cpus, memoryGiB, capacity, maxPods, systemCpus, systemMemory }: MachineOptions) {
  return {
    cpus,
    memoryGiB,
    seenBytes: capacity?.toBytes(),
    mostPods: maxPods,
    systemMilliCpus: systemCpus === undefined ? undefined : Math.round(systemCpus * 1000),
    systemBytes: systemMemory?.toBytes(),
  };
}
