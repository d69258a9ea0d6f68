import {
  DatabaseEngine,
  Home,
  type HubStorage,
  type IBucket,
  type IHomeStorage,
  NfsHomeStorage,
  RetainedStorage,
} from '@hubfleet/constructs';
import type { TerraformStack } from 'cdktf';
import type { Cluster, Hub } from '../fleet/fleet.ts';
import { cloudOf } from './clouds/registry.ts';
import type { StackPlace } from './layer.ts';
import { secretOf } from './secret-source.ts';

const engines = { postgres: DatabaseEngine.POSTGRES, mysql: DatabaseEngine.MYSQL };

/** Where a hub and its users keep data, in the words of the constructs. */
export function storageOf(stack: TerraformStack, place: StackPlace, hub: Hub): HubStorage {
  const { cluster } = place;
  const { deleteAfterDays } = hub.scratchBucket ?? {};
  return {
    home: homeOf(stack, place, hub),
    persistentBucket: persistentBucketOf(stack, place, hub),
    userDisks: hub.storage.userDisks.map(({ name: diskName, sizeGiB: capacityGiB, mountPath, storageClass }) => {
      return { diskName, capacityGiB, mountPath, storageClassName: storageClass ?? RetainedStorage.CLASS_NAME };
    }),
    databaseServer: hub.database && { engine: engines[hub.database.kind], url: secretOf(hub.database.url) },
    databaseStorageClassName: hub.storage.databaseStorageClass ?? RetainedStorage.CLASS_NAME,
    scratch:
      deleteAfterDays === undefined
        ? undefined
        : {
            deleteAfterDays,
            bucketName: cloudOf(cluster).bucketName(cluster, `${cluster.name}-${hub.name}-scratch`),
          },
  };
}

/** The bucket exists in the stack of the cluster's data; the hub finds it by its name and is granted it. */
function persistentBucketOf(stack: TerraformStack, { cluster }: StackPlace, hub: Hub): IBucket | undefined {
  const { persistentBucket: name } = hub;
  return name === undefined ? undefined : cloudOf(cluster).findBucket(stack, 'PersistentBucket', cluster, name);
}

function homeOf(stack: TerraformStack, { cluster }: StackPlace, { storage }: Hub): Home {
  const { home, quotaGiB, storageClass, databaseStorageClass: _, userDisks: __, ...nfs } = storage;
  if (home === 'none') return Home.none();
  if (home === 'disks') {
    return Home.disks({ capacityGiB: quotaGiB, storageClassName: storageClass, mountPath: nfs.mountPaths?.[0] });
  }
  return Home.nfs({ storage: findHomes(stack, cluster, home), quotaGiB, ...nfs });
}

/** Homes of the cluster: on a server that somebody else runs, else where the cloud has them. */
function findHomes(stack: TerraformStack, cluster: Cluster, name: string): IHomeStorage {
  const storage = cluster.homeStorage[name];
  if (storage?.kind !== 'nfs') return cloudOf(cluster).findHomeStorage(stack, 'HomeStorage', cluster, name);
  const { server, path, mountOptions } = storage;
  return new NfsHomeStorage(stack, 'HomeStorage', { server, path, mountOptions });
}
