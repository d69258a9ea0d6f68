import { DataAwsEbsVolume } from '@cdktf/provider-aws/lib/data-aws-ebs-volume';
import { DlmLifecyclePolicy } from '@cdktf/provider-aws/lib/dlm-lifecycle-policy';
import { EbsVolume } from '@cdktf/provider-aws/lib/ebs-volume';
import { Construct } from 'constructs';
import type { HomeDiskOptions } from '../home-disk';
import { HomeDisk } from '../hub/quota-home-server';
import { attachAwsPolicies, serviceRole } from './iam';

const NAME_TAG = 'hubfleet:home-disk';

/**
 * An encrypted EBS volume for home directories with a snapshot each day. It grows and never shrinks.
 *
 * @stateful the volume is not destroyed by Terraform, and its snapshots outlive it
 */
export class EbsHomeDisk extends Construct {
  /** A volume that another stack made with `EbsHomeDisk`, found by its name when Terraform plans. */
  public static fromDiskName(scope: Construct, id: string, diskName: string): HomeDisk {
    const filter = [{ name: `tag:${NAME_TAG}`, values: [diskName] }];
    return HomeDisk.ebs(new DataAwsEbsVolume(scope, id, { filter, mostRecent: true }).volumeId);
  }

  /** The volume as the server of the homes takes it. */
  public readonly homeDisk: HomeDisk;

  constructor(scope: Construct, id: string, options: HomeDiskOptions) {
    super(scope, id);
    const { diskName, zone, sizeGiB, diskType = 'gp3', iops, throughputMibps } = options;
    const volume = new EbsVolume(this, 'Resource', {
      availabilityZone: zone,
      size: sizeGiB,
      type: diskType,
      iops,
      throughput: throughputMibps,
      encrypted: true,
      tags: { Name: diskName, [NAME_TAG]: diskName, 'hubfleet:volume-purpose': 'home' },
      lifecycle: { preventDestroy: true },
    });
    this.snapshots(diskName, options.backupRetentionDays ?? 30);
    this.homeDisk = HomeDisk.ebs(volume.id);
  }

  private snapshots(diskName: string, retentionDays: number): void {
    const scope = new Construct(this, 'Backups');
    const role = serviceRole(scope, `${diskName}-backup`, 'dlm.amazonaws.com');
    attachAwsPolicies(scope, role, ['service-role/AWSDataLifecycleManagerServiceRole']);
    new DlmLifecyclePolicy(scope, 'Plan', {
      description: `Daily snapshots of ${diskName}`,
      executionRoleArn: role.arn,
      state: 'ENABLED',
      policyDetails: {
        resourceTypes: ['VOLUME'],
        targetTags: { [NAME_TAG]: diskName },
        schedule: [
          {
            name: 'daily',
            createRule: { interval: 24, intervalUnit: 'HOURS', times: ['05:00'] },
            retainRule: { interval: retentionDays, intervalUnit: 'DAYS' },
            copyTags: true,
          },
        ],
      },
    });
  }
}
