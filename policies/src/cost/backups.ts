import type { Resource } from '../resource';
import { isRecord } from '../value';
import { see } from '../verdict';
import { always, inUse } from './amount';
import type { Charge, UnknownCharge } from './component';
import type { CostContext } from './cost-context';
import { regionOf } from './gke-nodes';
import { isHidden, numberAt } from './sight';

/** A vault of AWS Backup is billed by what it holds: copies of the file systems beside it. */
export function backupVault(vault: Resource, context: CostContext): Charge[] {
  const { homeGiB, homeQuotaGiB, backupCopies } = context.assumptions;
  const vaults = context.resources.ofType('aws_backup_vault', vault.stack).length;
  const systems = context.resources.ofType('aws_efs_file_system', vault.stack).length;
  if (systems === 0) return [];
  const copies = (backupCopies * systems) / vaults;
  return [
    {
      name: 'backups of file systems',
      group: 'home storage',
      cloud: 'aws',
      region: context.places(vault.stack).aws,
      item: 'backup/efs-warm',
      quantity: inUse(homeGiB * copies, homeQuotaGiB * copies),
      usageBased: true,
    },
  ];
}

/** A schedule of Filestore backups holds copies of the instance beside it; other workflows cost next to nothing. */
export function backupWorkflow(workflow: Resource, context: CostContext): Charge[] {
  const systems = context.resources.ofType('google_filestore_instance', workflow.stack).length;
  const workflows = context.resources.ofType('google_workflows_workflow', workflow.stack).length;
  if (systems === 0) return [];
  const { homeGiB, homeQuotaGiB, backupCopies } = context.assumptions;
  const copies = (backupCopies * systems) / workflows;
  return [
    {
      name: 'backups of Filestore',
      group: 'home storage',
      cloud: 'google',
      region: regionOf(workflow, context),
      item: 'filestore/backup',
      quantity: inUse(homeGiB * copies, homeQuotaGiB * copies),
      usageBased: true,
    },
  ];
}

/** A job of Cloud Scheduler is billed by the month, however often it runs. */
export function schedulerJob(job: Resource, context: CostContext): Charge[] {
  return [
    {
      name: 'schedule',
      group: 'other',
      cloud: 'google',
      region: regionOf(job, context),
      item: 'scheduler/job',
      quantity: always(1),
      usageBased: false,
    },
  ];
}

/** Snapshots by schedule hold what the volumes with the policy's tags hold. */
export function snapshotPolicy(policy: Resource, context: CostContext): (Charge | UnknownCharge)[] {
  const tags = see(policy.get('policy_details.target_tags'));
  const name = 'snapshots';
  const group = 'home storage' as const;
  if (!tags.seen) return [{ name, group, unpriced: `the tags of its volumes cannot be seen: policy ${tags.reason}` }];
  const wanted = isRecord(tags.value) ? Object.entries(tags.value) : [];
  const volumes = context.resources
    .ofType('aws_ebs_volume', policy.stack)
    .filter((volume) => wanted.some(([key, value]) => isTagged(volume, key, value)));
  return volumes.flatMap((volume) =>
    snapshotsOf(volume, context, { cloud: 'aws', region: context.places(policy.stack).aws, item: 'ebs/snapshot' }),
  );
}

function isTagged(volume: Resource, key: string, value: unknown): boolean {
  const tag = see(volume.get(`tags[${JSON.stringify(key)}]`));
  return tag.seen && tag.value === value;
}

/** A schedule that is attached to a disk of Google Cloud; without one it costs nothing. */
export function diskSchedule(attachment: Resource, context: CostContext): (Charge | UnknownCharge)[] {
  const [disk] = context.resources.behind(attachment.get('disk'), attachment);
  if (!disk) return [{ name: 'snapshots', group: 'home storage', unpriced: 'its disk cannot be seen' }];
  const region = regionOf(attachment, context);
  return snapshotsOf(disk, context, { cloud: 'google', region, item: 'disk/snapshot' });
}

/** Snapshots keep what changed: the first is as large as the content, at the most each copy is as large as the disk. */
function snapshotsOf(
  disk: Resource,
  { assumptions }: CostContext,
  place: Pick<Charge, 'cloud' | 'region' | 'item'>,
): (Charge | UnknownCharge)[] {
  const size = numberAt(disk, 'size', 0);
  if (isHidden(size)) return [{ name: 'snapshots', group: 'home storage', unpriced: size.hidden }];
  const { homeGiB, backupCopies } = assumptions;
  return [
    {
      name: `snapshots of a disk of ${size} GiB`,
      group: 'home storage',
      ...place,
      quantity: inUse(Math.min(size, homeGiB) * backupCopies, size * backupCopies),
      usageBased: true,
    },
  ];
}
