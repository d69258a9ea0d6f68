import { Home, type HubStorage, RetainedStorage } from '@hubfleet/constructs';
import type { TerraformStack } from 'cdktf';
import type { Hub } from '../fleet/fleet.ts';
import { cloudOf } from './clouds/registry.ts';
import type { StackPlace } from './layer.ts';

/** Where a hub and its users keep data, in the words of the constructs. */
export function storageOf(stack: TerraformStack, place: StackPlace, hub: Hub): HubStorage {
  const { cluster } = place;
  const { deleteAfterDays } = hub.scratchBucket ?? {};
  return {
    home: homeOf(stack, place, hub),
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

function homeOf(stack: TerraformStack, { cluster }: StackPlace, { storage }: Hub): Home {
  const { home, quotaGiB, storageClass, databaseStorageClass: _, ...nfs } = storage;
  if (home === 'none') return Home.none();
  if (home === 'disks') {
    return Home.disks({ capacityGiB: quotaGiB, storageClassName: storageClass, mountPath: nfs.mountPaths?.[0] });
  }
  const found = cloudOf(cluster).findHomeStorage(stack, 'HomeStorage', cluster, home);
  return Home.nfs({ storage: found, quotaGiB, ...nfs });
}
