import type { HomeDiskOptions } from '@hubfleet/constructs';
import type { AccountCluster } from '../fleet/account-cluster.ts';

type Disk = Extract<AccountCluster['homeStorage'][string], { kind: 'disk' }>;

/** A disk of a cluster file in the words of the constructs. */
export function homeDiskOptions(diskName: string, defaultZone: string, disk: Disk): HomeDiskOptions {
  const { sizeGiB, type, iops, throughputMibps, backups, zone = defaultZone } = disk;
  const backupRetentionDays = backups.retentionDays;
  return { diskName, zone, sizeGiB, diskType: type, iops, throughputMibps, backupRetentionDays };
}

/** Name of the server of a disk in the cluster. */
export function homeServerName(name: string): string {
  return `home-${name}`;
}
