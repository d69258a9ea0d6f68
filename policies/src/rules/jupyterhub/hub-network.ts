import type { HelmValues } from '../../helm-values';
import { helmValues } from '../../helm-values';
import { helmChart } from '../../hub-values';
import type { Resource } from '../../resource';
import type { ResourceIndex } from '../../resource-index';
import type { Rule } from '../../rule';
import { all, asBoolean, fail, judge, pass, type Sight, see, show, unknown, type Verdict } from '../../verdict';
import { hubExample } from '../kubernetes/examples';
import { flag, onHub } from './on-hub';

const POLICIES = ['hub.networkPolicy.enabled', 'proxy.chp.networkPolicy.enabled', 'singleuser.networkPolicy.enabled'];
const PRIVATE = 'singleuser.networkPolicy.egressAllowRules.privateIPs';

/** Servers of users reach only what they need. */
export const hubNetworkPolicy: Rule = {
  id: 'security/hub-network-policy',
  title: 'Hub, proxy and servers of users have network policies, and servers cannot reach the private network',
  why: 'A notebook runs whatever its user types: without the policies it reaches the database of the hub, the servers of others and everything in the private network.',
  severity: 'high',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy:
    'Leave the networkPolicy keys of the chart alone in the values of the hub file. To let servers reach one machine, add a rule to singleuser.networkPolicy.egress instead of privateIPs: true.',
  references: [],
  examples: {
    pass: hubExample({ singleuser: { networkPolicy: { enabled: true } } }),
    fail: hubExample({ singleuser: { networkPolicy: { enabled: false } } }),
  },
  checks: onHub((values) =>
    all(
      ...POLICIES.map((path) => flag(values, path, true, 'must be true')),
      flag(values, PRIVATE, false, 'so notebooks reach the private network'),
    ),
  ),
};

/** Clusters that a release may be on: those of its stack, or of the stack that its own begins with. */
function clusterOf(release: Resource, type: string, resources: ResourceIndex): Resource[] {
  return resources.ofType(type).filter(({ stack }) => release.stack === stack || release.stack.startsWith(`${stack}-`));
}

function enforcedOnGke(cluster: Resource): Verdict {
  const provider = see(cluster.get('datapath_provider'));
  const addOn = see(cluster.get('network_policy.enabled'));
  if (provider.seen && provider.value === 'ADVANCED_DATAPATH') return pass;
  if (addOn.seen && asBoolean(addOn.value) === true) return pass;
  const hidden = [provider, addOn].find((sight: Sight) => !sight.seen);
  if (hidden && !hidden.seen)
    return unknown(`whether ${cluster.address} enforces network policies ${hidden.reason}`, 'chart');
  return fail(
    `${cluster.address} has neither Dataplane V2 nor network_policy, so the network policies of the hub do nothing`,
    'chart',
  );
}

const ENFORCERS = new Set(['cilium', 'calico', 'tigera-operator']);

const judged = new WeakMap<ResourceIndex, Map<string, Verdict>>();

/** Judged once for all hubs of a stack. */
function enforced(release: Resource, resources: ResourceIndex): Verdict {
  const verdicts = judged.get(resources) ?? new Map<string, Verdict>();
  judged.set(resources, verdicts);
  const seen = verdicts.get(release.stack);
  if (seen) return seen;
  const found = [
    ...clusterOf(release, 'aws_eks_cluster', resources).flatMap((cluster) => judgeEks(cluster, resources)),
    ...clusterOf(release, 'google_container_cluster', resources).flatMap(enforcedOnGke),
  ];
  const worst = found.find(({ kind }) => kind === 'fail') ?? found[0];
  const verdict = worst ? [worst] : pass;
  verdicts.set(release.stack, verdict);
  return verdict;
}

function judgeEks(cluster: Resource, resources: ResourceIndex): Verdict {
  const releases = resources.ofType('helm_release').filter(({ stack }) => stack.startsWith(cluster.stack));
  if (releases.some((release) => ENFORCERS.has(helmChart(release) ?? ''))) return pass;
  const ruled = releases.find((release) => helmChart(release) === 'aws-vpc-cni');
  if (ruled && asBoolean(known(helmValues(ruled), 'enableNetworkPolicy')) === true) return pass;
  const addOns = resources.ofType('aws_eks_addon', cluster.stack);
  const cni = addOns.filter((addOn) => {
    const name = see(addOn.get('addon_name'));
    return name.seen && name.value === 'vpc-cni';
  });
  const settings = cni.map((addOn) => see(addOn.get('configuration_values')));
  if (settings.some((sight) => sight.seen && /"?enableNetworkPolicy"?\s*:\s*"?true/.test(String(sight.value))))
    return pass;
  const hidden = settings.find((sight) => !sight.seen);
  if (hidden && !hidden.seen) return unknown(`configuration_values of vpc-cni ${hidden.reason}`, 'chart');
  return fail(`${cluster.address} has no CNI that enforces network policies, so those of the hub do nothing`, 'chart');
}

function known(values: HelmValues, path: string) {
  const sight = see(values.get(path));
  return sight.seen ? sight.value : undefined;
}

const eks = (configuration: string) => ({
  aws_eks_cluster: { it: { name: 'it' } },
  aws_eks_addon: { cni: { addon_name: 'vpc-cni', configuration_values: configuration } },
});

/** Network policies are enforced. */
export const hubNetworkPolicyEnforced: Rule = {
  id: 'security/hub-network-policy-enforced',
  title: 'The cluster of a hub enforces network policies',
  why: 'Kubernetes accepts a network policy on any cluster. On EKS and GKE as they come nobody enforces it, and nothing says so.',
  severity: 'high',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy:
    'Clusters made by hubfleet enforce them. In Terraform set configuration_values = jsonencode({ enableNetworkPolicy = "true" }) on the vpc-cni add-on of EKS, and datapath_provider = "ADVANCED_DATAPATH" on GKE.',
  references: [
    { source: 'CIS GKE 1.9.0', id: '4.3.1' },
    { source: 'checkov', id: 'CKV_GCP_12' },
    { source: 'trivy', id: 'GCP-0056' },
  ],
  examples: {
    pass: hubExample({ hub: { networkPolicy: { enabled: true } } }, eks('{"enableNetworkPolicy":"true"}')),
    fail: hubExample({ hub: { networkPolicy: { enabled: true } } }, eks('{}')),
  },
  // A cluster that is not part of the check is judged where it is.
  checks: onHub((_, release, { resources }) => enforced(release, resources)),
};

const HTTPS = 'proxy.https.enabled';

/** Logins are encrypted. */
export const hubHttps: Rule = {
  id: 'security/hub-https',
  title: 'A hub is reached through https',
  why: 'Without it the cookie that is worth a login can be read on the way, and identity providers refuse the hub.',
  severity: 'high',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy:
    'Hubs of hubfleet get a certificate for their domain. In raw values set ingress.tls, or proxy.https.enabled with letsencrypt.contactEmail and hosts.',
  references: [],
  examples: {
    pass: hubExample({
      ingress: { enabled: true, hosts: ['h.example'], tls: [{ hosts: ['h.example'], secretName: 'tls' }] },
    }),
    fail: hubExample({ ingress: { enabled: true, hosts: ['h.example'] } }),
  },
  checks: onHub((values) => {
    const [ingress, route, https] = ['ingress.enabled', 'httpRoute.enabled', HTTPS].map((path) =>
      see(values.get(path)),
    );
    const hidden = [ingress, route, https].find((sight) => sight && !sight.seen);
    if (hidden && !hidden.seen) return unknown(`${HTTPS} cannot be checked: it ${hidden.reason}`, HTTPS);
    const isOn = (sight: Sight | undefined) => sight?.seen === true && asBoolean(sight.value) === true;
    if (isOn(https) || isOn(route)) return pass;
    if (!isOn(ingress)) return fail(`${HTTPS} is false and there is neither an ingress nor a route`, HTTPS);
    return judge(values.get('ingress.tls'), 'ingress.tls', (tls) =>
      Array.isArray(tls) && tls.length > 0 ? undefined : `ingress.tls is ${show(tls)}, so the hub is not encrypted`,
    );
  }),
};
