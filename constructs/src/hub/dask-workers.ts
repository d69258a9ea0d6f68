import type { DaskWorkerSize } from './dask-options';
import { Memory } from './memory';
import type { NodeCapacity } from './node-capacity';

/** Left for system pods on a worker node, which runs fewer of them than a user node. */
const SYSTEM_CPUS = 0.4;
const SYSTEM_MEMORY = 800 * 2 ** 20;

/** Divides nodes into Dask workers. */
export class DaskWorkers {
  /** Workers that fill a node of the pool, smallest first: a thread each, then two, four and so on up to all. */
  public static sizes(node: NodeCapacity): DaskWorkerSize[] {
    const threads = Math.ceil(node.allocatableCpus);
    const sizes: DaskWorkerSize[] = [];
    for (let perWorker = 1; perWorker <= threads; perWorker *= 2) {
      const share = perWorker / threads;
      const memory = (node.allocatableMemory.toBytes() - SYSTEM_MEMORY) * share;
      // Rounded down: the gateway adds up rounded CPUs, and the last worker of a node would not fit.
      const cpus = Math.floor((node.allocatableCpus - SYSTEM_CPUS) * share * 10) / 10;
      sizes.push({ threads: perWorker, cpus, memory: Memory.bytes(Math.trunc(memory)) });
    }
    return sizes;
  }

  private constructor() {}
}
