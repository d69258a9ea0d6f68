import { isHubRelease } from '../../hub-values';
import type { Resource } from '../../resource';
import type { ResourceIndex } from '../../resource-index';
import type { Rule } from '../../rule';
import { fail, judge, pass, show, type Verdict } from '../../verdict';
import { resourceExample } from './examples';
import { WORKLOAD_TYPES } from './kube-block';

const NAMESPACES = ['kubernetes_namespace', 'kubernetes_namespace_v1'];

function inDefault(resource: Resource, attribute: string): Verdict {
  const value = resource.get(attribute);
  if (value.state === 'reference') return pass;
  return judge(value, attribute, (name) =>
    name === undefined || name === null || name === '' || name === 'default'
      ? `${attribute} is ${show(name)}, so it lands in the namespace default`
      : undefined,
  );
}

/** Nothing runs in the default namespace. */
export const defaultNamespace: Rule = {
  id: 'security/default-namespace',
  title: 'Nothing runs in the namespace default',
  why: 'Rights, quotas and network policies are given by namespace. What is in default has none of its own.',
  severity: 'medium',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy: 'Name a namespace: namespace = "apps" in helm_release, metadata { namespace = "apps" } elsewhere.',
  references: [
    { source: 'CIS EKS 1.8.0', id: '4.5.2' },
    { source: 'checkov', id: 'CKV_K8S_21' },
    { source: 'trivy', id: 'KSV-0110' },
  ],
  examples: {
    pass: resourceExample('helm_release', { chart: 'traefik', namespace: 'ingress' }),
    fail: resourceExample('helm_release', { chart: 'traefik' }),
  },
  checks: {
    helm_release: (release) => inDefault(release, 'namespace'),
    ...Object.fromEntries(
      WORKLOAD_TYPES.filter((type) => type !== 'kubernetes_manifest').map((type) => [
        type,
        (workload: Resource) => inDefault(workload, 'metadata.namespace'),
      ]),
    ),
  },
};

function isGuarded(namespace: Resource, resources: ResourceIndex): boolean {
  const { stack } = namespace;
  const policies = ['kubernetes_network_policy', 'kubernetes_network_policy_v1'];
  if (policies.some((type) => resources.ofType(type, stack).length > 0)) return true;
  // The chart of JupyterHub brings policies for all its pods.
  return resources.ofType('helm_release', stack).some((release) => isHubRelease(release) === true);
}

/** Namespaces have network policies. */
export const networkPolicyMissing: Rule = {
  id: 'security/network-policy-missing',
  title: 'Every namespace has a network policy',
  why: 'Without one every pod of the cluster, notebooks of users among them, reaches every port in the namespace.',
  severity: 'medium',
  category: 'security',
  stages: ['synth', 'plan'],
  sets: ['cis'],
  remedy:
    'Add a kubernetes_network_policy_v1 to the stack that makes the namespace, beginning with one that refuses all.',
  references: [
    { source: 'CIS EKS 1.8.0', id: '4.3.2' },
    { source: 'CIS GKE 1.9.0', id: '4.3.2' },
    { source: 'checkov', id: 'CKV2_K8S_6' },
    { source: 'trivy', id: 'KSV-0038' },
  ],
  examples: {
    pass: resourceExample(
      'kubernetes_namespace_v1',
      { metadata: { name: 'apps' } },
      {
        kubernetes_network_policy_v1: {
          closed: { metadata: { namespace: 'apps' }, spec: { policy_types: ['Ingress'] } },
        },
      },
    ),
    fail: resourceExample('kubernetes_namespace_v1', { metadata: { name: 'apps' } }),
  },
  checks: Object.fromEntries(
    NAMESPACES.map((type) => [
      type,
      (namespace, { resources }) => {
        const seen = judge(namespace.get('metadata.name'), 'metadata.name', () => undefined);
        if (isGuarded(namespace, resources)) return seen;
        return fail('the stack that makes the namespace has no network policy for it', 'metadata.name');
      },
    ]),
  ),
};

const ENFORCE = 'metadata.labels["pod-security.kubernetes.io/enforce"]';

/** Namespaces say which pods they accept. */
export const podSecurityLabel: Rule = {
  id: 'security/pod-security-label',
  title: 'Every namespace refuses privileged pods',
  why: 'The label is the last gate: it also holds for what somebody starts by hand or what a chart makes later.',
  severity: 'low',
  category: 'security',
  stages: ['synth', 'plan'],
  sets: ['cis'],
  remedy:
    'Label the namespace pod-security.kubernetes.io/enforce = "baseline", or "restricted". Namespaces of hubs need "privileged" while a container there sets up the firewall of each server.',
  references: [{ source: 'CIS GKE 1.9.0', id: '4.2.1' }],
  examples: {
    pass: resourceExample('kubernetes_namespace_v1', {
      metadata: { name: 'apps', labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } },
    }),
    fail: resourceExample('kubernetes_namespace_v1', { metadata: { name: 'apps' } }),
  },
  checks: Object.fromEntries(
    NAMESPACES.map((type) => [
      type,
      (namespace: Resource) =>
        judge(namespace.get(ENFORCE), ENFORCE, (value) =>
          value === 'baseline' || value === 'restricted'
            ? undefined
            : `${ENFORCE} is ${show(value)}, must be "baseline"`,
        ),
    ]),
  ),
};

/** Who may come in is kept where AWS keeps it. */
export const awsAuthConfigMap: Rule = {
  id: 'security/aws-auth-config-map',
  title: 'Access to EKS is given by access entries, not by the config map aws-auth',
  why: 'Whoever can write one config map makes himself administrator, and a slip of the pen there locks everybody out.',
  severity: 'medium',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy: 'Use aws_eks_access_entry and aws_eks_access_policy_association with authentication_mode = "API".',
  references: [{ source: 'trivy', id: 'KSV-0115' }],
  examples: {
    pass: resourceExample('kubernetes_config_map_v1', { metadata: { name: 'settings', namespace: 'kube-system' } }),
    fail: resourceExample('kubernetes_config_map_v1', { metadata: { name: 'aws-auth', namespace: 'kube-system' } }),
  },
  checks: Object.fromEntries(
    ['kubernetes_config_map', 'kubernetes_config_map_v1', 'kubernetes_config_map_v1_data'].map((type) => [
      type,
      (map: Resource) =>
        judge(map.get('metadata.name'), 'metadata.name', (name) =>
          name === 'aws-auth' ? 'metadata.name is "aws-auth", which decides who may rule the cluster' : undefined,
        ),
    ]),
  ),
};
