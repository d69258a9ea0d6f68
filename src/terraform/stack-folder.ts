import { join } from 'node:path';

/** What the runner has to know of a synthesized stack. */
export interface StackFolder {
  readonly name: string;
  readonly cluster: string;
  /** Absolute folder of its `cdk.tf.json`. */
  readonly directory: string;
  /** Absolute path of its `cdk.tf.json`. */
  readonly file: string;
  /** Stacks to apply before. */
  readonly dependsOn: readonly string[];
}

/** Where a stack's files outside its folder are. */
export interface Places {
  /** Absolute folder of the fleet; holds the lock files. */
  readonly fleetDir: string;
  /** Absolute output folder; holds the plan files. */
  readonly outdir: string;
}

/** Beside the clusters, for stacks of none; the dot keeps the folder from being read as a cluster. */
const OF_NO_CLUSTER = '.fleet';

/** Lock file of a stack beside its cluster, where it is committed. */
export function lockFileIn({ fleetDir }: Places, { cluster, name }: StackFolder): string {
  return join(fleetDir, cluster === '' ? OF_NO_CLUSTER : cluster, 'locks', `${name}.terraform.lock.hcl`);
}

/** Saved plan of a stack. */
export function planFileIn({ outdir }: Places, { name }: StackFolder): string {
  return join(outdir, 'plans', `${name}.tfplan`);
}
