import { isHubRelease } from '../../hub-values';
import type { Resource, ResourceChange } from '../../resource';
import type { ResourceIndex } from '../../resource-index';
import type { Rule } from '../../rule';
import { fail, pass, type Verdict } from '../../verdict';
import { STATEFUL_TYPES } from './stateful-types';

const REASONS: Readonly<Record<string, string>> = {
  replace_because_tainted: 'it is marked as tainted',
  replace_by_request: 'the plan was made with -replace',
  replace_by_triggers: 'replace_triggered_by names something that changes',
  delete_because_no_resource_config: 'it is no longer in the configuration',
  delete_because_no_module: 'its module is no longer in the configuration',
  delete_because_wrong_repetition: 'count or for_each was added or taken away',
  delete_because_count_index: 'count became smaller',
  delete_because_each_key: 'its key is no longer in for_each',
  delete_because_no_move_target: 'a moved block names a place that does not exist',
};

function judge(resource: Resource, resources: ResourceIndex): Verdict {
  const { change } = resource;
  if (!change || resource.mode === 'data') return pass;
  const lost = STATEFUL_TYPES[resource.type] ?? 'what it holds';
  const deletes = change.actions.includes('delete');
  if (!deletes && !change.actions.includes('forget')) return pass;
  if (resource.type === 'helm_release' && isHubRelease(resource) === false) return pass;
  const it = change.compared ? 'this change' : 'the plan';
  if (change.deposed) {
    return fail(`${it} deletes a leftover object (deposed ${change.deposed}) and with it ${lost}`);
  }
  if (!deletes)
    return fail(`${it} forgets it: Terraform no longer guards ${lost}${because(change)}${rename(resource, resources)}`);
  if (change.actions.includes('create'))
    return fail(`${it} replaces it and with it ${lost}${because(change)}`, change.replacePaths[0]);
  return fail(`${it} deletes it and with it ${lost}${because(change)}${rename(resource, resources)}`);
}

function because(change: ResourceChange): string {
  const [only, ...others] = change.replacePaths;
  if (only !== undefined) {
    const cause = others.length === 0 ? `${only} changes` : `${change.replacePaths.join(', ')} change`;
    return `, because ${cause} and the provider cannot do that in place`;
  }
  const reason = change.actionReason === undefined ? undefined : REASONS[change.actionReason];
  return reason === undefined ? '' : `, because ${reason}`;
}

/** A deleted resource beside a new one of its type is most often a rename. */
function rename(resource: Resource, resources: ResourceIndex): string {
  const candidates = resources.created(resource.type, resource.stack);
  const same = candidates.filter((candidate) => alike(resource, candidate));
  const target = same.length === 1 ? same[0] : candidates.length === 1 ? candidates[0] : undefined;
  if (!target) return '';
  return `; if it was only renamed, keep it with moved { from = ${resource.address}, to = ${target.address} }`;
}

const IDENTITIES = ['name', 'bucket', 'creation_token', 'identifier', 'tags.Name', 'metadata.name', 'table_name'];

function alike(before: Resource, after: Resource): boolean {
  return IDENTITIES.some((path) => {
    const [old, next] = [before.get(path), after.get(path)];
    return old.state === 'known' && next.state === 'known' && !old.sensitive && old.value === next.value;
  });
}

/** The guard against losing what cannot be made again. */
export const statefulChange: Rule = {
  id: 'data-loss/stateful-change',
  title: 'A plan neither deletes, replaces nor forgets what holds data',
  why: "Terraform's prevent_destroy guards only while the block stays in the configuration: a construct that is removed or renamed takes its disk with it, without a word. This rule sees the plan itself.",
  severity: 'critical',
  category: 'data-loss',
  stages: ['plan'],
  judgesRemoved: true,
  remedy:
    'Undo the change that removes or replaces it. For a rename use moveFromId or moveTo in the construct, or a moved block. If the data may really go, put a waiver for this address into waivers.yaml, with a day on which it ends.',
  references: [
    {
      source: 'terraform',
      id: 'lifecycle prevent_destroy',
      url: 'https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle',
    },
  ],
  examples: {
    pass: {
      terraform: { resource: { aws_efs_file_system: { homes: { encrypted: true } } } },
      changes: { 'aws_efs_file_system.homes': { actions: ['update'] } },
    },
    fail: {
      terraform: { resource: { aws_efs_file_system: { homes: { encrypted: true } } } },
      changes: {
        'aws_efs_file_system.homes': {
          actions: ['delete', 'create'],
          actionReason: 'replace_because_cannot_update',
          replacePaths: [['encrypted']],
        },
      },
    },
  },
  checks: Object.fromEntries(
    Object.keys(STATEFUL_TYPES).map((type) => [type, (resource, { resources }) => judge(resource, resources)]),
  ),
};
