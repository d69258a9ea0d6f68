import { ComputeDisk } from '@cdktf/provider-google/lib/compute-disk';
import { ComputeDiskResourcePolicyAttachment } from '@cdktf/provider-google/lib/compute-disk-resource-policy-attachment';
import { ComputeResourcePolicy } from '@cdktf/provider-google/lib/compute-resource-policy';
import { Construct } from 'constructs';
import type { HomeDiskOptions } from '../home-disk';
import { HomeDisk } from '../hub/quota-home-server';
import { regionOf } from './location';

/** What lets a caller find a disk that `PersistentHomeDisk` made in another stack. */
export interface PersistentHomeDiskAttributes {
  /** Name of the disk. */
  readonly diskName: string;
  /** Google Cloud project. */
  readonly project: string;
  /** Zone of the disk. */
  readonly zone: string;
}

/**
 * A persistent disk for home directories with a snapshot each day. It grows and never shrinks; Google Cloud encrypts
 * every disk.
 *
 * @stateful the disk is not destroyed by Terraform, and its snapshots outlive it
 */
export class PersistentHomeDisk extends Construct {
  /** A disk that another stack made with `PersistentHomeDisk`. */
  public static fromDiskAttributes({ diskName, project, zone }: PersistentHomeDiskAttributes): HomeDisk {
    return HomeDisk.persistentDisk(`projects/${project}/zones/${zone}/disks/${diskName}`);
  }

  /** The disk as the server of the homes takes it. */
  public readonly homeDisk: HomeDisk;

  constructor(scope: Construct, id: string, options: HomeDiskOptions) {
    super(scope, id);
    const { diskName, zone, sizeGiB, diskType = 'pd-balanced', iops, throughputMibps } = options;
    const disk = new ComputeDisk(this, 'Resource', {
      name: diskName,
      zone,
      size: sizeGiB,
      type: diskType,
      provisionedIops: iops,
      provisionedThroughput: throughputMibps,
      labels: { 'hubfleet-volume-purpose': 'home' },
      lifecycle: { preventDestroy: true },
    });
    this.snapshots(disk, zone, diskName, options.backupRetentionDays ?? 30);
    this.homeDisk = HomeDisk.persistentDisk(disk.id);
  }

  private snapshots(disk: ComputeDisk, zone: string, diskName: string, retentionDays: number): void {
    const scope = new Construct(this, 'Backups');
    const policy = new ComputeResourcePolicy(scope, 'Plan', {
      name: `${diskName}-daily`,
      region: regionOf(zone),
      snapshotSchedulePolicy: {
        schedule: { dailySchedule: { daysInCycle: 1, startTime: '05:00' } },
        retentionPolicy: { maxRetentionDays: retentionDays, onSourceDiskDelete: 'KEEP_AUTO_SNAPSHOTS' },
        snapshotProperties: { labels: { 'hubfleet-home-disk': diskName } },
      },
    });
    new ComputeDiskResourcePolicyAttachment(scope, 'Attachment', { disk: disk.name, zone, name: policy.name });
  }
}
