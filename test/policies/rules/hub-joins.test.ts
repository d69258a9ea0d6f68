import { describe, expect, test } from 'vitest';
import { judgedFleet } from './judged-fleet.ts';

const hub = (values: object = {}) => ({
  helm_release: { hub: { chart: 'jupyterhub', version: '4.4.0', values: [JSON.stringify(values)] } },
});
const release = (chart: string, values: object = {}) => ({
  helm_release: { it: { chart, version: '1.0.0', values: [JSON.stringify(values)] } },
});

describe('security/hub-network-policy-enforced', () => {
  const rule = 'security/hub-network-policy-enforced';
  const eks = (configuration?: string) => ({
    aws_eks_cluster: { c: { name: 'c' } },
    aws_eks_addon: { cni: { addon_name: 'vpc-cni', ...(configuration && { configuration_values: configuration }) } },
  });
  const gke = (body: object) => ({ google_container_cluster: { c: body } });
  const onEks = [
    'c-hub helm_release.hub fail: aws_eks_cluster.c has no CNI that enforces network policies, so those of the hub do nothing',
  ];
  const onGke = [
    'c-hub helm_release.hub fail: google_container_cluster.c has neither Dataplane V2 nor network_policy, so the network policies of the hub do nothing',
  ];

  test.each([
    { when: 'the cluster is not part of the check', stacks: {}, found: [] },
    { when: 'it is another cluster', stacks: { d: eks() }, found: [] },
    { when: 'the add-on of EKS says nothing', stacks: { c: eks() }, found: onEks },
    { when: 'it says no', stacks: { c: eks('{"enableNetworkPolicy":"false"}') }, found: onEks },
    { when: 'it says yes', stacks: { c: eks('{"enableNetworkPolicy":"true"}') }, found: [] },
    { when: 'Cilium is installed', stacks: { c: eks(), 'c-support': release('cilium') }, found: [] },
    { when: 'Cilium is on another cluster', stacks: { c: eks(), 'd-support': release('cilium') }, found: onEks },
    { when: 'GKE has nothing', stacks: { c: gke({ name: 'c' }) }, found: onGke },
    { when: 'GKE has Dataplane V2', stacks: { c: gke({ datapath_provider: 'ADVANCED_DATAPATH' }) }, found: [] },
    { when: 'GKE has the add-on', stacks: { c: gke({ network_policy: { enabled: true } }) }, found: [] },
  ])('when $when', ({ stacks, found }) => {
    expect(judgedFleet(rule, { ...stacks, 'c-hub': hub() })).toEqual(found);
  });

  test('judges the same resources anew beside others', () => {
    expect(judgedFleet(rule, { c: eks(), 'c-hub': hub() })).toEqual(onEks);
    expect(judgedFleet(rule, { c: eks(), 'c-hub': hub(), 'c-support': release('calico') })).toEqual([]);
  });
});

describe('what a fleet has twice', () => {
  const domain = (host: string) => hub({ ingress: { enabled: true, hosts: [host] } });
  const bucket = (name: string) => ({ aws_s3_bucket: { b: { bucket: name } } });
  const vpc = (cidr: string) => ({ aws_vpc: { v: { cidr_block: cidr } } });

  test.each([
    {
      rule: 'reliability/duplicate-domain',
      stacks: { a: domain('x.example'), b: domain('X.example'), c: domain('y.example') },
      found: ['b helm_release.hub fail: "x.example" is the domain of a helm_release.hub too'],
    },
    {
      rule: 'reliability/duplicate-bucket',
      stacks: { a: bucket('x'), b: bucket('x'), c: bucket('y') },
      found: ['b aws_s3_bucket.b fail: bucket "x" is made by a aws_s3_bucket.b too'],
    },
    {
      rule: 'reliability/overlapping-networks',
      stacks: { a: vpc('10.0.0.0/16'), b: vpc('10.0.255.0/24'), c: vpc('10.1.0.0/16') },
      found: [
        'a aws_vpc.v fail: cidr_block "10.0.0.0/16" overlaps that of b aws_vpc.v',
        'b aws_vpc.v fail: cidr_block "10.0.255.0/24" overlaps that of a aws_vpc.v',
      ],
    },
  ])('is found by $rule', ({ rule, stacks, found }) => {
    expect(judgedFleet(rule, stacks)).toEqual(found);
  });
});
