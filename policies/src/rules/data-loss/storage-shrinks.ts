import { sizeOf } from '../../cost/volume-claim';
import type { Resource } from '../../resource';
import type { Rule } from '../../rule';
import type { Json } from '../../value';
import { asNumber, fail, pass, see, show, unknown, type Verdict } from '../../verdict';

/** Where each kind of storage says how large it is. */
const SIZES: Readonly<Record<string, string>> = {
  aws_ebs_volume: 'size',
  aws_db_instance: 'allocated_storage',
  google_compute_disk: 'size',
  google_compute_region_disk: 'size',
  google_filestore_instance: 'file_shares.capacity_gb',
  google_sql_database_instance: 'settings.disk_size',
  kubernetes_persistent_volume_claim: 'spec.resources.requests.storage',
  kubernetes_persistent_volume_claim_v1: 'spec.resources.requests.storage',
};

function judge(resource: Resource, path: string): Verdict {
  const { change } = resource;
  // What is deleted or replaced is told by another rule.
  if (!change?.before || change.actions.includes('delete') || change.actions.includes('forget')) return pass;
  const was = see(change.before.get(path));
  const is = see(resource.get(path));
  if (!was.seen || !is.seen) {
    const reason = was.seen ? (is.seen ? '' : `now it ${is.reason}`) : `before, it ${was.reason}`;
    return unknown(`${path} cannot be compared with what it was: ${reason}`, path);
  }
  const [old, next] = [sizeIn(was.value), sizeIn(is.value)];
  if (old === undefined || next === undefined || next >= old) return pass;
  return fail(`${path} goes from ${show(was.value)} down to ${show(is.value)}; storage only grows`, path);
}

/** Numbers are of one unit in a type; claims write theirs. */
function sizeIn(value: Json | undefined): number | undefined {
  return asNumber(value) ?? (typeof value === 'string' ? sizeOf(value) : undefined);
}

/** Disks, file stores and databases only grow. */
export const storageShrinks: Rule = {
  id: 'data-loss/storage-shrinks',
  title: 'Storage does not become smaller',
  why: 'No cloud makes a disk smaller: the apply fails half-way, or the disk is replaced by an empty one. It happens when a disk was enlarged by hand and the file still has the old size.',
  severity: 'critical',
  category: 'data-loss',
  stages: ['plan'],
  remedy:
    'Set the size to what the storage has now, or larger. To get a smaller one, add another home storage, copy the data, and move the hubs over.',
  references: [
    {
      source: 'aws',
      id: 'EBS Elastic Volumes',
      url: 'https://docs.aws.amazon.com/ebs/latest/userguide/modify-volume-requirements.html',
    },
    {
      source: 'google',
      id: 'Modify a Persistent Disk',
      url: 'https://cloud.google.com/compute/docs/disks/resize-persistent-disk',
    },
  ],
  examples: {
    pass: {
      terraform: { resource: { aws_ebs_volume: { homes: { availability_zone: 'us-west-2a', size: 200 } } } },
      changes: { 'aws_ebs_volume.homes': { actions: ['update'], before: { size: 100 } } },
    },
    fail: {
      terraform: { resource: { aws_ebs_volume: { homes: { availability_zone: 'us-west-2a', size: 100 } } } },
      changes: { 'aws_ebs_volume.homes': { actions: ['update'], before: { size: 200 } } },
    },
  },
  checks: Object.fromEntries(Object.entries(SIZES).map(([type, path]) => [type, (resource) => judge(resource, path)])),
};
