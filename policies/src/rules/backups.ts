import type { Resource } from '../resource';
import type { ResourceIndex } from '../resource-index';
import { isRecord } from '../value';
import { see } from '../verdict';

const SELECTION = 'aws_backup_selection';

/** Whether AWS Backup copies a resource; undefined when that cannot be seen. */
export function isInBackupPlan(resource: Resource, resources: ResourceIndex): boolean | undefined {
  const { found, unclear } = resources.companions(resource, SELECTION, 'resources', ['arn']);
  if (found.length > 0) return true;
  const selections = resources.ofType(SELECTION, resource.stack);
  const verdicts = selections.map((selection) => takesByWord(selection, resource));
  if (verdicts.includes(true)) return true;
  return unclear.length > 0 || verdicts.includes(undefined) ? undefined : false;
}

/** By a pattern for all resources, or by a tag. */
function takesByWord(selection: Resource, resource: Resource): boolean | undefined {
  const all = see(selection.get('resources'));
  if (all.seen && Array.isArray(all.value) && all.value.includes('*')) return true;
  const tags = selection.blocks('selection_tag').map((tag) => {
    const [key, value] = [see(tag.get('key')), see(tag.get('value'))];
    return key.seen && value.seen ? hasTag(resource, 'tags', String(key.value), String(value.value)) : undefined;
  });
  if (tags.includes(true)) return true;
  return tags.includes(undefined) ? undefined : false;
}

/** Whether a resource carries a tag; undefined when its tags cannot be seen. */
function hasTag(resource: Resource, path: string, key: string, value: string): boolean | undefined {
  const sight = see(resource.get(`${path}["${key}"]`));
  return sight.seen ? String(sight.value ?? '') === value : undefined;
}

/** Whether a lifecycle policy of EBS takes snapshots of a volume; undefined when that cannot be seen. */
export function isInSnapshotPolicy(volume: Resource, resources: ResourceIndex): boolean | undefined {
  const verdicts = resources.ofType('aws_dlm_lifecycle_policy', volume.stack).map((policy) => {
    const targets = see(policy.get('policy_details.target_tags'));
    if (!targets.seen) return undefined;
    const wanted = isRecord(targets.value) ? Object.entries(targets.value) : [];
    const tags = wanted.map(([key, value]) => hasTag(volume, 'tags', key, String(value)));
    if (tags.length === 0 || tags.includes(false)) return false;
    return tags.includes(undefined) ? undefined : true;
  });
  if (verdicts.includes(true)) return true;
  return verdicts.includes(undefined) ? undefined : false;
}
