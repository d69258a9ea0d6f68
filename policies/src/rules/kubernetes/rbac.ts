import type { Resource } from '../../resource';
import type { Rule, RuleCheck } from '../../rule';
import { fail, judge, pass, see, unknown, type Verdict } from '../../verdict';
import { resourceExample } from './examples';
import { KubeBlock, kindOf } from './kube-block';

const ROLES = ['kubernetes_cluster_role', 'kubernetes_cluster_role_v1', 'kubernetes_role', 'kubernetes_role_v1'];
const BINDINGS = [
  'kubernetes_cluster_role_binding',
  'kubernetes_cluster_role_binding_v1',
  'kubernetes_role_binding',
  'kubernetes_role_binding_v1',
];

/** The object a resource describes, when it is of one of these kinds; whole when that cannot be seen. */
function objectOf(resource: Resource, kinds: RegExp): KubeBlock[] {
  if (resource.type !== 'kubernetes_manifest') return [new KubeBlock(resource, 'terraform')];
  const kind = kindOf(resource);
  if (kind !== undefined && !kinds.test(kind)) return [];
  return resource.blocks('manifest').map((block) => new KubeBlock(block, 'kubernetes'));
}

function checksFor(types: readonly string[], kinds: RegExp, judgeObject: (object: KubeBlock) => Verdict) {
  const check: RuleCheck = (resource) => objectOf(resource, kinds).flatMap(judgeObject);
  return Object.fromEntries([...types, 'kubernetes_manifest'].map((type) => [type, check]));
}

const roleChecks = (judgeRule: (rule: KubeBlock) => Verdict) =>
  checksFor(ROLES, /^(?:Cluster)?Role$/, (role) => role.blocks('rules').flatMap(judgeRule));
const bindingChecks = (judgeBinding: (binding: KubeBlock) => Verdict) =>
  checksFor(BINDINGS, /^(?:Cluster)?RoleBinding$/, judgeBinding);

function listed(block: KubeBlock, path: string): { values: string[]; hidden: Verdict } {
  const sights = block.each(path).map(see);
  const values = sights.flatMap((sight) => (sight.seen ? [String(sight.value)] : []));
  const hidden = sights.find((sight) => !sight.seen);
  const attribute = block.at(path);
  return {
    values,
    hidden: hidden && !hidden.seen ? unknown(`${attribute} cannot be checked: it ${hidden.reason}`, attribute) : pass,
  };
}

/** Roles name what they allow. */
export const rbacWildcard: Rule = {
  id: 'security/rbac-wildcard',
  title: 'Roles name the verbs and resources they allow',
  why: 'A star also allows what is added to the cluster later: another operator, another kind of secret.',
  severity: 'high',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy:
    'Write the verbs and resources that are used, for example verbs = ["get", "list", "watch"], resources = ["pods"].',
  references: [
    { source: 'checkov', id: 'CKV_K8S_49' },
    { source: 'trivy', id: 'KSV-0044' },
    { source: 'trivy', id: 'KSV-0045' },
    { source: 'trivy', id: 'KSV-0046' },
  ],
  examples: {
    pass: resourceExample('kubernetes_role_v1', { rule: { api_groups: [''], resources: ['pods'], verbs: ['get'] } }),
    fail: resourceExample('kubernetes_cluster_role_v1', {
      rule: { api_groups: ['*'], resources: ['*'], verbs: ['*'] },
    }),
  },
  checks: roleChecks((rule) =>
    ['verbs', 'resources'].flatMap((path) => {
      const { values, hidden } = listed(rule, path);
      return values.includes('*') ? fail(`${rule.at(path)} holds *`, rule.at(path)) : hidden;
    }),
  ),
};

const READING = ['get', 'list', 'watch', '*'];

/** Roles of the whole cluster do not read secrets. */
export const rbacSecrets: Rule = {
  id: 'security/rbac-secrets',
  title: 'No role of the whole cluster reads secrets',
  why: 'In the secrets of a cluster are the cookie keys and login secrets of every hub on it.',
  severity: 'high',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy: 'Use a role of one namespace, and name the secrets in resource_names.',
  references: [
    { source: 'trivy', id: 'KSV-0041' },
    { source: 'trivy', id: 'KSV-0113' },
  ],
  examples: {
    pass: resourceExample('kubernetes_cluster_role_v1', {
      rule: { api_groups: [''], resources: ['nodes'], verbs: ['get', 'list'] },
    }),
    fail: resourceExample('kubernetes_cluster_role_v1', {
      rule: { api_groups: [''], resources: ['secrets'], verbs: ['get', 'list'] },
    }),
  },
  checks: {
    ...checksFor(ROLES.slice(0, 2), /^ClusterRole$/, (role) =>
      role.blocks('rules').flatMap((rule) => {
        const [resources, verbs] = [listed(rule, 'resources'), listed(rule, 'verbs')];
        const reads = verbs.values.some((verb) => READING.includes(verb));
        if (resources.values.includes('secrets') && reads && rule.get('resourceNames').state === 'default') {
          return fail(`${rule.at('resources')} holds secrets, of every namespace`, rule.at('resources'));
        }
        return [...resources.hidden, ...verbs.hidden];
      }),
    ),
  },
};

/** A binding of named users only; groups grow unseen, and whoever enters a pod has its service account. */
function bindsNamedUsers(binding: KubeBlock): boolean {
  const kinds = binding.blocks('subjects').map((subject) => subject.get('kind'));
  return kinds.length > 0 && kinds.every((kind) => kind.state === 'known' && kind.value === 'User');
}

/** No group and no program gets all rights over a cluster by a binding. */
export const rbacClusterAdmin: Rule = {
  id: 'security/rbac-cluster-admin',
  title: 'No binding gives a group or a service account all rights over the cluster',
  why: 'The role cluster-admin may read every secret, enter every pod and delete every volume claim. Members of a group come and go unseen, and whoever enters a pod has its service account.',
  severity: 'critical',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy:
    'Bind a role with the rights that are needed. Operators and pipelines come in by name: through the access entries of EKS, the IAM roles of GKE, or a binding of single users.',
  references: [{ source: 'trivy', id: 'KSV-0111' }],
  examples: {
    pass: resourceExample('kubernetes_cluster_role_binding_v1', {
      role_ref: { kind: 'ClusterRole', name: 'view', api_group: 'rbac.authorization.k8s.io' },
    }),
    fail: resourceExample('kubernetes_cluster_role_binding_v1', {
      role_ref: { kind: 'ClusterRole', name: 'cluster-admin', api_group: 'rbac.authorization.k8s.io' },
      subject: { kind: 'ServiceAccount', name: 'deployer', namespace: 'support' },
    }),
  },
  checks: bindingChecks((binding) => {
    const value = binding.get('roleRef.name');
    if (value.state === 'reference') return pass;
    return judge(value, binding.at('roleRef.name'), (name) =>
      name === 'cluster-admin' && !bindsNamedUsers(binding)
        ? `${binding.at('roleRef.name')} is "cluster-admin"`
        : undefined,
    );
  }),
};

function subjectsNamed(binding: KubeBlock, names: readonly string[], what: string): Verdict {
  return binding.blocks('subjects').flatMap((subject) => {
    const value = subject.get('name');
    if (value.state === 'reference') return pass;
    return judge(value, subject.at('name'), (name) =>
      names.includes(String(name)) ? `${subject.at('name')} is ${JSON.stringify(name)}, ${what}` : undefined,
    );
  });
}

const subject = (name: string) => ({
  role_ref: { kind: 'ClusterRole', name: 'view', api_group: 'rbac.authorization.k8s.io' },
  subject: { kind: 'Group', name, api_group: 'rbac.authorization.k8s.io' },
});

/** Nobody is put into the group above all roles. */
export const rbacSystemMasters: Rule = {
  id: 'security/rbac-system-masters',
  title: 'No binding names the group system:masters',
  why: 'Members of system:masters pass every check of the API server, and no role can take anything from them.',
  severity: 'critical',
  category: 'security',
  stages: ['synth', 'plan'],
  waivable: false,
  remedy: 'Name a group of your own, or give an access entry of EKS the policy AmazonEKSClusterAdminPolicy.',
  references: [{ source: 'trivy', id: 'KSV-0123' }],
  examples: {
    pass: resourceExample('kubernetes_cluster_role_binding_v1', subject('operators')),
    fail: resourceExample('kubernetes_cluster_role_binding_v1', subject('system:masters')),
  },
  checks: bindingChecks((binding) => subjectsNamed(binding, ['system:masters'], 'which passes every check')),
};

/** Strangers have no rights. */
export const rbacAnonymous: Rule = {
  id: 'security/rbac-anonymous',
  title: 'No binding gives rights to people who have not logged in',
  why: 'Where the API server is reachable, these are rights of everybody.',
  severity: 'critical',
  category: 'security',
  stages: ['synth', 'plan'],
  waivable: false,
  remedy: 'Bind to users, groups or service accounts that log in.',
  references: [{ source: 'trivy', id: 'KSV-0122' }],
  examples: {
    pass: resourceExample('kubernetes_cluster_role_binding_v1', subject('operators')),
    fail: resourceExample('kubernetes_cluster_role_binding_v1', subject('system:unauthenticated')),
  },
  checks: bindingChecks((binding) =>
    subjectsNamed(binding, ['system:anonymous', 'system:unauthenticated'], 'which is everybody'),
  ),
};
