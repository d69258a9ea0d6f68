import { expect, test } from 'vitest';
import type { Cluster } from '../../src/fleet/fleet.ts';
import { kubeContextOf } from '../../src/fleet/kube-context.ts';
import { exampleCluster, exampleGoogleCluster, fleetOf } from '../support/fleet.ts';

const gov = { region: 'us-gov-west-1', zones: ['us-gov-west-1a', 'us-gov-west-1b'] };

test.each([
  ['as the aws program names it', exampleCluster(), 'arn:aws:eks:us-west-2:210987654321:cluster/atlas'],
  ['in another partition', exampleCluster(gov), 'arn:aws-us-gov:eks:us-gov-west-1:210987654321:cluster/atlas'],
  ['as gcloud names it', exampleGoogleCluster(), 'gke_lyra-learning_europe-west2_atlas'],
])('a cluster is reached %s', async (_, cluster, context) => {
  const { clusters } = await fleetOf({ 'atlas/cluster.yaml': cluster });
  expect(clusters.map(kubeContextOf)).toEqual([context]);
});

test.each([
  ['its name in the cloud', { name: 'old' }, 'arn:aws:eks:us-west-2:210987654321:cluster/old'],
  ['the context of its file', { name: 'old', kubeconfigContext: 'through-the-bastion' }, 'through-the-bastion'],
])('a cluster that was there already is reached by %s', async (_, existing, context) => {
  const { clusters } = await fleetOf();
  const there = clusters.map((cluster) => ({ ...cluster, existing }) as Cluster);
  expect(there.map(kubeContextOf)).toEqual([context]);
});
