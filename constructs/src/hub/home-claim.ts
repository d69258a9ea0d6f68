import type { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { PersistentVolumeClaimV1 } from '@cdktf/provider-kubernetes/lib/persistent-volume-claim-v1';
import { PersistentVolumeV1 } from '@cdktf/provider-kubernetes/lib/persistent-volume-v1';
import type { Construct } from 'constructs';
import type { IHomeStorage } from '../cluster';
import { HOME_CLAIM } from './hub-configuration';

/** What a hub's claim needs to know. */
export interface HomeClaimOptions {
  readonly clusterName: string;
  readonly hubName: string;
  readonly storage: IHomeStorage;
  readonly namespace: NamespaceV1;
}

/** Kubernetes wants a size; NFS has none. */
const NOMINAL_SIZE = '1Mi';

/** The claim by which a hub's servers mount the file system of the homes. Removing it removes no file. */
export function claimHomes(hub: Construct, options: HomeClaimOptions): PersistentVolumeClaimV1 {
  const { clusterName, hubName, storage, namespace } = options;
  const volume = new PersistentVolumeV1(hub, 'HomeVolume', {
    metadata: { name: `${clusterName}-${hubName}-home` },
    spec: [
      {
        accessModes: ['ReadWriteMany'],
        capacity: { storage: NOMINAL_SIZE },
        storageClassName: '',
        persistentVolumeReclaimPolicy: 'Retain',
        mountOptions: storage.nfsMountOptions,
        claimRef: { name: HOME_CLAIM, namespace: hubName },
        persistentVolumeSource: { nfs: { server: storage.nfsServer, path: storage.nfsPath } },
      },
    ],
  });
  return new PersistentVolumeClaimV1(hub, 'HomeClaim', {
    metadata: { name: HOME_CLAIM, namespace: hubName },
    spec: {
      accessModes: ['ReadWriteMany'],
      resources: { requests: { storage: NOMINAL_SIZE } },
      storageClassName: '',
      volumeName: volume.metadata.name,
    },
    dependsOn: [namespace],
  });
}
