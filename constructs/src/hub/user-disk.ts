import type { HubConfiguration } from './hub-configuration';
import type { Draft, Json, Values } from './json';

/** A disk of each user's own beside the home directory, for example for a database, which NFS does not suit. */
export interface UserDisk {
  /** Name of the disk, unique in the hub. */
  readonly diskName: string;
  /** Size in GiB; it bounds the bill, so it has no default. */
  readonly capacityGiB: number;
  /** Where servers see it. */
  readonly mountPath: string;
  /**
   * Storage class; with reclaim policy Retain the disk survives its claim.
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;
}

const DISK_NAME = /^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/;

/** KubeSpawner replaces the user's name by one that Kubernetes takes. */
function claimName({ diskName }: UserDisk): string {
  return `${diskName}-{username}`;
}

function userDisks(configuration: HubConfiguration): readonly UserDisk[] {
  const { storage, features, refuse } = configuration;
  const disks = storage.userDisks ?? [];
  const names = disks.map(({ diskName }) => diskName);
  for (const [index, { diskName, mountPath, capacityGiB }] of disks.entries()) {
    const at = `storage.userDisks[${index}]`;
    if (!DISK_NAME.test(diskName) || diskName === 'claim') {
      const problem = `is no name for a disk, got ${diskName}`;
      throw refuse(`${at}.diskName`, problem, 'use at most 20 of a-z, 0-9 and -, and not claim, which homes have');
    }
    if (names.indexOf(diskName) !== index) throw refuse(`${at}.diskName`, `is taken, got ${diskName}`, 'rename it');
    if (!mountPath.startsWith('/'))
      throw refuse(`${at}.mountPath`, `must be absolute, got ${mountPath}`, 'begin it with /');
    if (!(capacityGiB > 0))
      throw refuse(`${at}.capacityGiB`, `must be above 0, got ${capacityGiB}`, 'give it some GiB');
  }
  if (disks.length > 0 && (features.namedServersPerUser ?? 0) > 0) {
    const problem = 'are mounted by one node at a time, but users may run several servers';
    throw refuse('storage.userDisks', problem, 'set namedServersPerUser to 0, or use a shared file system');
  }
  return disks;
}

/** `custom.hubfleet.userDisks`: what the snippet makes before a user's first start. */
export function userDiskClaims(configuration: HubConfiguration): Draft[] {
  return userDisks(configuration).map((disk) => ({
    claim: claimName(disk),
    size: `${disk.capacityGiB}Gi`,
    storageClass: disk.storageClassName,
  }));
}

/** Volumes and mounts of `singleuser.storage`, each by a name that orders it. */
export function userDiskMounts(configuration: HubConfiguration): { volumes: Values; mounts: Values } {
  const volumes: Values = {};
  const mounts: Values = {};
  for (const disk of userDisks(configuration)) {
    const name = `user-disk-${disk.diskName}`;
    const persistentVolumeClaim: Json = { claimName: claimName(disk) };
    volumes[`005-${name}`] = { name, persistentVolumeClaim };
    mounts[`005-${name}`] = { name, mountPath: disk.mountPath };
  }
  return { volumes, mounts };
}

/** Makes the claims of a user's disks before the server starts; claims that are there are left alone. */
export const USER_DISKS_SNIPPET = `from functools import partial

from jupyterhub.utils import exponential_backoff
from kubespawner.objects import make_pvc
from z2jh import get_config


async def hubfleet_user_disks(spawner):
    for disk in get_config("custom.hubfleet.userDisks"):
        claim = make_pvc(
            name=spawner._expand_all(disk["claim"]),
            storage_class=disk.get("storageClass"),
            access_modes=["ReadWriteOnce"],
            selector={},
            storage=disk["size"],
            labels={**spawner._build_common_labels({}), "component": "user-disk"},
            annotations=spawner._build_common_annotations({}),
        )
        await exponential_backoff(
            partial(spawner._make_create_pvc_request, claim, spawner.k8s_api_request_timeout),
            f"Could not make the disk {claim.metadata.name}",
            timeout=spawner.k8s_api_request_retry_timeout,
        )


c.KubeSpawner.pre_spawn_hook = hubfleet_user_disks
`;
