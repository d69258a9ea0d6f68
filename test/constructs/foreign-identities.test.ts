import {
  EksBucket,
  EksCluster,
  EksPermissions,
  GkeBucket,
  GkeCluster,
  GkeProjectRoles,
  type IBucket,
  type ICluster,
  type IWorkloadIdentity,
  KubeconfigCluster,
} from '@hubfleet/constructs';
import type { TerraformStack } from 'cdktf';
import { describe, expect, test } from 'vitest';
import { synth } from '../support/synth.ts';

const account = { namespaceName: 'prod', serviceAccountName: 'user-sa', identityName: 'atlas-prod' };
const clusters = {
  AWS: (stack) => EksCluster.fromEksClusterAttributes(stack, 'Eks', { clusterName: 'atlas', region: 'us-west-2' }),
  'Google Cloud': (stack) =>
    GkeCluster.fromGkeClusterAttributes(stack, 'Gke', { clusterName: 'lyra', project: 'lyra-1', location: 'us-east1' }),
  'a kubeconfig context': (stack) =>
    new KubeconfigCluster(stack, 'Cluster', { clusterName: 'toronto', kubeconfigContext: 'admin' }),
} satisfies Record<string, (stack: TerraformStack) => ICluster>;

const identityOf = (stack: TerraformStack, of: keyof typeof clusters): IWorkloadIdentity =>
  clusters[of](stack).createWorkloadIdentity(stack, 'Identity', account);

const grants: [string, (bucket: IBucket, identity: IWorkloadIdentity) => void][] = [
  ['reading', (bucket, identity) => bucket.grantRead(identity)],
  ['reading and writing', (bucket, identity) => bucket.grantReadWrite(identity)],
  ['appending', (bucket, identity) => bucket.grantAppend(identity)],
];

describe.each([
  ['AWS', (stack: TerraformStack) => EksBucket.fromBucketName(stack, 'Bucket', 'data'), 'AWS'],
  ['Google Cloud', (stack: TerraformStack) => GkeBucket.fromBucketName(stack, 'Bucket', 'data'), 'Google Cloud'],
] as const)('a bucket of %s', (own, bucketIn, cloud) => {
  test.each(grants)('grants %s to identities of its own cloud and no other', (_, grant) => {
    for (const of of Object.keys(clusters) as (keyof typeof clusters)[]) {
      synth((stack) => {
        const attempt = () => grant(bucketIn(stack), identityOf(stack, of));
        if (of === own) expect(attempt).not.toThrow();
        else {
          expect(attempt).toThrow(
            `s/Bucket: identity is not of ${cloud}; create it with the cluster that the bucket belongs to`,
          );
        }
      });
    }
  });
});

test('permissions beyond buckets are for identities of their own cloud', () => {
  synth((stack) => {
    const foreign = identityOf(stack, 'a kubeconfig context');
    const read = [{ actions: ['s3:GetObject'], resources: ['*'] }];
    expect(() => new EksPermissions(stack, 'OnAws', foreign, read)).toThrow(
      's/OnAws: identity is not of AWS; create it with a cluster on EKS',
    );
    expect(() => new GkeProjectRoles(stack, 'OnGoogle', 'lyra-1', foreign, ['roles/bigquery.dataViewer'])).toThrow(
      's/OnGoogle: identity is not of Google Cloud; create it with a cluster on GKE',
    );
  });
});
