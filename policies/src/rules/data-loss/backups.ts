import type { Resource } from '../../resource';
import type { RuleContext } from '../../rule';
import { fail, pass, see, unknown, type Verdict } from '../../verdict';
import { flagRule, isGiven } from '../attribute-rule';
import { isInBackupPlan, isInSnapshotPolicy } from '../backups';
import { cloudRule, numbers } from '../cloud-rule';
import { requireCompanion } from '../companion-rule';

const EFS = 'aws_efs_file_system';
const SWITCH = 'aws_efs_backup_policy';
const STATUS = 'backup_policy.status';

function backedUp(is: boolean | undefined, missing: string): Verdict {
  if (is === true) return pass;
  return is === undefined ? unknown(`${missing}, as far as can be seen`) : fail(missing);
}

function efs(it: Resource, { resources }: RuleContext): Verdict {
  const { found, unclear } = resources.companions(it, SWITCH, 'file_system_id', ['id']);
  const states = [...found, ...unclear].map((each) => see(each.get(STATUS)));
  if (found.length > 0 && states.some((state) => state.seen && state.value === 'ENABLED')) return pass;
  const planned = isInBackupPlan(it, resources);
  const isHidden = unclear.length > 0 || states.some((state) => !state.seen);
  return backedUp(planned === false && isHidden ? undefined : planned, 'nothing backs the file system up');
}

/** Files come back. */
export const efsBackup = cloudRule(
  {
    id: 'data-loss/efs-backup',
    title: 'An EFS file system is backed up',
    why: 'Users delete files by mistake every week; EFS itself keeps nothing of what was deleted.',
    severity: 'medium',
    remedy:
      'Home storage made by hubfleet is backed up daily. In Terraform add aws_efs_backup_policy, or name the file system in aws_backup_selection.',
    references: numbers({ checkov: 'CKV2_AWS_18' }),
  },
  {
    pass: {
      [EFS]: { homes: { encrypted: true } },
      [SWITCH]: { homes: { file_system_id: '${aws_efs_file_system.homes.id}', backup_policy: { status: 'ENABLED' } } },
    },
    fail: { [EFS]: { homes: { encrypted: true } } },
  },
  { [EFS]: efs },
);

function ebs(it: Resource, { resources }: RuleContext): Verdict {
  const snapshots = isInSnapshotPolicy(it, resources);
  const planned = isInBackupPlan(it, resources);
  const is = snapshots === true || planned === true || (snapshots === false && planned === false ? false : undefined);
  return backedUp(is, 'nothing takes snapshots of the volume');
}

/** Volumes come back. */
export const ebsBackup = cloudRule(
  {
    id: 'data-loss/ebs-backup',
    title: 'An EBS volume of its own has snapshots',
    why: 'A volume lives in one zone and on few disks. Without snapshots what is deleted or damaged on it is gone.',
    severity: 'high',
    remedy:
      'In Terraform add aws_dlm_lifecycle_policy whose target_tags the volume carries, or name it in aws_backup_selection.',
    references: numbers({ checkov: 'CKV2_AWS_9' }),
  },
  {
    pass: {
      aws_ebs_volume: { homes: { encrypted: true, tags: { snapshots: 'daily' } } },
      aws_dlm_lifecycle_policy: { daily: { policy_details: { target_tags: { snapshots: 'daily' } } } },
    },
    fail: { aws_ebs_volume: { homes: { encrypted: true } } },
  },
  { aws_ebs_volume: ebs },
);

const DISK = 'google_compute_disk';
const ATTACHMENT = 'google_compute_disk_resource_policy_attachment';
const ATTACHMENTS: Readonly<Record<string, string>> = {
  [DISK]: ATTACHMENT,
  google_compute_region_disk: 'google_compute_region_disk_resource_policy_attachment',
};

function disk(it: Resource, { resources }: RuleContext): Verdict {
  if (isGiven(it.get('resource_policies'))) return pass;
  const attached = resources.companions(it, ATTACHMENTS[it.type] ?? ATTACHMENT, 'disk', ['name', 'id']);
  return requireCompanion(attached, 'no snapshot schedule is attached to the disk');
}

/** Disks come back. */
export const gceDiskSnapshots = cloudRule(
  {
    id: 'data-loss/gce-disk-snapshots',
    title: 'A persistent disk of its own has a snapshot schedule',
    why: 'Without snapshots what is deleted or damaged on the disk is gone.',
    severity: 'high',
    remedy: `In Terraform add google_compute_resource_policy with snapshot_schedule_policy, and ${ATTACHMENT} for the disk.`,
  },
  {
    pass: {
      [DISK]: { homes: { name: 'homes' } },
      [ATTACHMENT]: { homes: { disk: '${google_compute_disk.homes.name}', name: 'daily' } },
    },
    fail: { [DISK]: { homes: { name: 'homes' } } },
  },
  Object.fromEntries(Object.keys(ATTACHMENTS).map((type) => [type, disk])),
);

/** Filestore itself refuses to be deleted. */
export const filestoreDeletionProtection = flagRule({
  id: 'data-loss/filestore-deletion-protection',
  title: 'A Filestore instance is protected against deletion',
  why: 'Terraform guards only against Terraform; with the protection of Google a click in the console does not delete the homes either.',
  severity: 'medium',
  remedy: 'In Terraform set deletion_protection_enabled = true and deletion_protection_reason.',
  type: 'google_filestore_instance',
  path: 'deletion_protection_enabled',
  must: true,
});
