import { BackupPlan } from '@cdktf/provider-aws/lib/backup-plan';
import { BackupSelection } from '@cdktf/provider-aws/lib/backup-selection';
import { BackupVault } from '@cdktf/provider-aws/lib/backup-vault';
import { DataAwsEfsFileSystem } from '@cdktf/provider-aws/lib/data-aws-efs-file-system';
import { EfsFileSystem } from '@cdktf/provider-aws/lib/efs-file-system';
import { EfsMountTarget } from '@cdktf/provider-aws/lib/efs-mount-target';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Construct } from 'constructs';
import type { IHomeStorage } from '../cluster';
import { attachAwsPolicies, serviceRole } from './iam';
import type { IEksNetwork } from './network';

/** Properties of `EfsHomeStorage`. */
export interface EfsHomeStorageProps {
  /** Name of the file system, unique in its account and region; it is found again by it. */
  readonly storageName: string;
  /** Network whose nodes mount the file system. */
  readonly network: IEksNetwork;
  /**
   * Days for which daily backups are kept.
   * @default 30
   */
  readonly backupRetentionDays?: number;
}

/** What AWS advises for mounting EFS by NFS (EFS user guide, "Mounting considerations"). */
const MOUNT_OPTIONS = ['nfsvers=4.1', 'rsize=1048576', 'wsize=1048576', 'timeo=600', 'soft', 'retrans=2', 'noresvport'];
const NFS_PORT = 2049;

class ImportedEfsHomeStorage extends Construct implements IHomeStorage {
  public readonly nfsServer: string;
  public readonly nfsPath = '/';
  public readonly nfsMountOptions = [...MOUNT_OPTIONS];

  constructor(scope: Construct, id: string, storageName: string) {
    super(scope, id);
    this.nfsServer = new DataAwsEfsFileSystem(this, 'Resource', { creationToken: storageName }).dnsName;
  }
}

/**
 * An encrypted EFS file system for home directories, mounted in each zone of the network and backed up daily.
 *
 * @stateful the file system, its key and its backups are not destroyed by Terraform
 */
export class EfsHomeStorage extends Construct implements IHomeStorage {
  /** A file system that another stack made with `EfsHomeStorage`, found by its name when Terraform plans. */
  public static fromStorageName(scope: Construct, id: string, storageName: string): IHomeStorage {
    return new ImportedEfsHomeStorage(scope, id, storageName);
  }

  public readonly nfsServer: string;
  public readonly nfsPath = '/';
  public readonly nfsMountOptions = [...MOUNT_OPTIONS];

  constructor(scope: Construct, id: string, props: EfsHomeStorageProps) {
    super(scope, id);
    const { storageName, network, backupRetentionDays = 30 } = props;
    const key = new KmsKey(this, 'Key', {
      description: `Home directories of ${storageName}`,
      enableKeyRotation: true,
      lifecycle: { preventDestroy: true },
    });
    const fileSystem = new EfsFileSystem(this, 'Resource', {
      creationToken: storageName,
      encrypted: true,
      kmsKeyId: key.arn,
      throughputMode: 'elastic',
      lifecyclePolicy: [{ transitionToIa: 'AFTER_90_DAYS' }, { transitionToPrimaryStorageClass: 'AFTER_1_ACCESS' }],
      tags: { Name: storageName, 'hubfleet:volume-purpose': 'home' },
      lifecycle: { preventDestroy: true },
    });
    this.mountTargets(storageName, fileSystem, network);
    this.backups(storageName, fileSystem, backupRetentionDays);
    this.nfsServer = fileSystem.dnsName;
  }

  private mountTargets(storageName: string, fileSystem: EfsFileSystem, network: IEksNetwork): void {
    const group = new SecurityGroup(this, 'SecurityGroup', {
      name: storageName,
      description: 'NFS from the nodes',
      vpcId: network.vpcId,
      tags: { Name: storageName },
    });
    new VpcSecurityGroupIngressRule(this, 'NfsFromNodes', {
      securityGroupId: group.id,
      description: 'NFS from the nodes',
      cidrIpv4: network.cidr,
      ipProtocol: 'tcp',
      fromPort: NFS_PORT,
      toPort: NFS_PORT,
    });
    for (const [index, zone] of network.zones.entries()) {
      new EfsMountTarget(this, `MountTarget-${zone}`, {
        fileSystemId: fileSystem.id,
        subnetId: network.privateSubnetIds[index] ?? '',
        securityGroups: [group.id],
      });
    }
  }

  private backups(storageName: string, fileSystem: EfsFileSystem, retentionDays: number): void {
    const scope = new Construct(this, 'Backups');
    const vault = new BackupVault(scope, 'Vault', { name: storageName, lifecycle: { preventDestroy: true } });
    const plan = new BackupPlan(scope, 'Plan', {
      name: storageName,
      rule: [
        {
          ruleName: 'daily',
          targetVaultName: vault.name,
          schedule: 'cron(0 5 * * ? *)',
          lifecycle: { deleteAfter: retentionDays },
        },
      ],
    });
    const role = serviceRole(scope, `${storageName}-backup`, 'backup.amazonaws.com');
    attachAwsPolicies(scope, role, ['service-role/AWSBackupServiceRolePolicyForBackup']);
    new BackupSelection(scope, 'Selection', {
      name: storageName,
      planId: plan.id,
      iamRoleArn: role.arn,
      resources: [fileSystem.arn],
    });
  }
}
