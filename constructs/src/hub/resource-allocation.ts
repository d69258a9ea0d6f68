import { Memory } from './memory';
import type { NodeCapacity } from './node-capacity';

/** One size of server that a user may choose. */
export interface ResourceChoice {
  /** Name of the choice in the hub's interface, unique in its list. */
  readonly slug: string;
  /** What users see. */
  readonly displayName: string;
  /**
   * A second line under the name.
   * @default - none
   */
  readonly description?: string;
  /**
   * Whether it is chosen beforehand.
   * @default false
   */
  readonly isDefault?: boolean;
  /** What a server gets. */
  readonly resources: ServerResources;
  /**
   * Pool whose nodes run it.
   * @default - any user pool
   */
  readonly pool?: string;
  /**
   * Machine type whose nodes run it, where no pool is named.
   * @default - any
   */
  readonly machineType?: string;
  /**
   * Groups whose members see it.
   * @default - everybody
   */
  readonly allowedGroups?: string[];
}

/** What one server is promised and what it may use. */
export interface ServerResources {
  /** Memory that is kept for the server. */
  readonly memoryGuarantee: Memory;
  /**
   * Memory above which the server is stopped.
   * @default - the guarantee, so that no node runs out of memory
   */
  readonly memoryLimit?: Memory;
  /**
   * CPUs that are kept for the server.
   * @default 0.05
   */
  readonly cpuGuarantee?: number;
  /**
   * CPUs that the server may use when they are free.
   * @default - all of the node
   */
  readonly cpuLimit?: number;
  /**
   * GPUs of the server.
   * @default 0
   */
  readonly gpus?: number;
}

/** How a node is divided into choices. */
export interface AllocationOptions {
  /** What a node of the pool offers. */
  readonly node: NodeCapacity;
  /** How many sizes: the whole node, its half, its quarter and so on. */
  readonly count: number;
  /**
   * Pool whose nodes run the choices.
   * @default - by machine type
   */
  readonly pool?: string;
  /**
   * Machine type, which the scheduler selects when no pool is named.
   * @default - any
   */
  readonly machineType?: string;
  /**
   * Whether 2 % of the node (at most 2 GiB and 1 CPU) stay free for system pods that grow.
   * @default true
   */
  readonly wiggle?: boolean;
  /**
   * Whether the smallest choice is chosen beforehand.
   * @default false
   */
  readonly firstIsDefault?: boolean;
}

const GIB = 2 ** 30;

/** Divides nodes into server sizes, so that servers of one size fill a node. */
export class ResourceAllocation {
  /** The sizes of one node, smallest first: memory is never promised twice, CPU follows memory. */
  public static choices(options: AllocationOptions): ResourceChoice[] {
    const { node, count, wiggle = true } = options;
    if (!Number.isInteger(count) || count < 1) {
      throw new Error(
        `ResourceAllocation: count must be a whole number of at least 1, got ${count}; give 1 for the whole node`,
      );
    }
    const availableMemory = node.availableMemory.toBytes();
    const memory = availableMemory - (wiggle ? Math.min(availableMemory * 0.02, 2 * GIB) : 0);
    const cpus = node.availableCpus - (wiggle ? Math.min(node.availableCpus * 0.02, 1) : 0);
    const taken = new Set<string>();
    const choices: ResourceChoice[] = [];
    for (let exponent = count - 1; exponent >= 0; exponent -= 1) {
      const share = memory / 2 ** exponent;
      const choice = ResourceAllocation.choice(share, (share / memory) * cpus, cpus, exponent === 0, options);
      choices.push({
        ...choice,
        slug: unique(choice.slug, taken),
        isDefault: options.firstIsDefault && choices.length === 0,
      });
    }
    return choices;
  }

  /** Joins the sizes of several machines, smallest first within each, with slugs that differ. */
  public static join(lists: ResourceChoice[][]): ResourceChoice[] {
    const taken = new Set<string>();
    return lists.flat().map((choice) => ({ ...choice, slug: unique(choice.slug, taken) }));
  }

  private static choice(
    memory: number,
    cpuGuarantee: number,
    cpuLimit: number,
    whole: boolean,
    options: AllocationOptions,
  ): ResourceChoice {
    const size = memory < GIB ? `${Math.round(memory / 2 ** 20)} MB` : `${Math.round(memory / GIB)} GB`;
    const cpus = cpuGuarantee < 2 ? cpuGuarantee.toFixed(1) : cpuGuarantee.toFixed(0);
    return {
      slug: `mem_${size.toLowerCase().replace(/[. ]/g, '_')}`,
      displayName: `~${size} RAM, ~${cpus} CPUs`,
      description: whole
        ? `~${Math.round(cpuLimit)} CPUs always available`
        : `Up to ~${Math.round(cpuLimit)} CPUs when available`,
      resources: { memoryGuarantee: Memory.bytes(Math.trunc(memory)), cpuGuarantee, cpuLimit },
      pool: options.pool,
      machineType: options.machineType,
    };
  }

  private constructor() {}
}

/** The slug, or the slug with the first number that makes it unique. */
function unique(slug: string, taken: Set<string>): string {
  let candidate = slug;
  for (let number = 1; taken.has(candidate); number += 1) candidate = `${slug}_${number}`;
  taken.add(candidate);
  return candidate;
}
