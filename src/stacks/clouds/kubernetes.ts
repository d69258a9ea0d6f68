import { HomeDisk, KubeconfigCluster, QuotaHomeServer } from '@hubfleet/constructs';
import type { Cluster } from '../../fleet/fleet.ts';
import { homeServerName } from '../home-disk-options.ts';
import type { Cloud } from './cloud.ts';

/** A cluster of any maker, of which a kubeconfig context is known. */
export type KubernetesCluster = Extract<Cluster, { provider: 'kubernetes' }>;

/** No cloud at all: what needs an account is refused before a stack is built. */
export const kubernetes: Cloud<KubernetesCluster> = {
  providers: [],

  addProvider() {},

  createCluster: (_scope, _id, { name }) => withoutAccount(name, 'a cluster'),

  findCluster(scope, id, { name, existing: { kubeconfigContext } }) {
    return new KubeconfigCluster(scope, id, { clusterName: name, kubeconfigContext });
  },

  bindPipeline() {},

  createBudget() {},

  createRegistry() {},

  createData() {},

  findHomeStorage(scope, id, _cluster, name) {
    return QuotaHomeServer.fromServerName(scope, id, homeServerName(name));
  },

  findHomeDisk(_scope, _id, { name, homeStorage }, storage) {
    const disk = homeStorage[storage];
    return disk?.kind === 'disk' ? HomeDisk.cinder(disk.volumeId) : withoutAccount(name, `disk ${storage}`);
  },

  hcpLogin: () => undefined,

  findBucket: (_scope, _id, { name }, bucket) => withoutAccount(name, `bucket ${bucket}`),

  findImageRegistry: (_scope, _id, { name }, repository) => withoutAccount(name, `repository ${repository}`),

  allowHub() {},

  createUptimeContacts: (_scope, _id, { name }) => withoutAccount(name, 'an uptime check'),

  createUptimeCheck: (_scope, _id, { name }) => withoutAccount(name, 'an uptime check'),

  bucketName: ({ name }, bucket) => withoutAccount(name, `bucket ${bucket}`),
};

function withoutAccount(cluster: string, what: string): never {
  throw new Error(`${cluster}: ${what} needs the account of a cloud`);
}
