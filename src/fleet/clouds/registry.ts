import { z } from 'zod';
import { aws, awsCluster } from './aws.ts';
import type { Cloud } from './cloud.ts';
import { google, googleCluster } from './google.ts';
import { kubernetes, kubernetesCluster } from './kubernetes.ts';

/** `cluster.yaml`: a cluster on any of the clouds. */
export const clusterFile = z
  .discriminatedUnion('provider', [awsCluster, googleCluster, kubernetesCluster])
  .describe('A Kubernetes cluster and what its hubs share');

export type ClusterFile = z.output<typeof clusterFile>;

/** Name of a cloud in `provider:`. */
type Provider = ClusterFile['provider'];

/** A new cloud is one file beside this one, a member of the union above and a line here. */
const clouds = { aws, google, kubernetes } satisfies { [P in Provider]: Cloud<Extract<ClusterFile, { provider: P }>> };

/** The cloud of a cluster. */
export function cloudOf(cluster: Pick<ClusterFile, 'provider'>): Cloud<ClusterFile> {
  // The union of methods is narrowed by the provider of the very cluster that is passed to them.
  return clouds[cluster.provider] as Cloud<ClusterFile>;
}
