import { describe, expect, test } from 'vitest';
import { judgedFleet } from './judged-fleet.ts';
import { judged } from './support.ts';

describe('cost/hub-event-end', () => {
  const hub = (authenticator_class: string, annotations: object = {}) => ({
    helm_release: {
      hub: {
        chart: 'jupyterhub',
        version: '4.4.0',
        values: [JSON.stringify({ hub: { config: { JupyterHub: { authenticator_class } } } })],
      },
    },
    kubernetes_namespace_v1: { n: { metadata: { name: 'hub', annotations } } },
  });
  const until = (day: string) => hub('shared-password', { 'hubfleet.dev/last-day': day });
  const missing =
    'c-hub helm_release.hub fail: participants share one password, and nothing says when the event is over';

  test.each([
    { when: 'people log in with accounts of their own', stack: hub('github'), found: [] },
    { when: 'nothing is said', stack: hub('shared-password'), found: [missing] },
    { when: 'what is said is no day', stack: until('next week'), found: [missing] },
    { when: 'it is the last day', stack: until('2026-11-22'), found: [] },
    {
      when: 'it is the day after',
      stack: until('2026-11-21'),
      found: ['c-hub helm_release.hub fail: the event was over on 2026-11-21, and the hub is still there'],
    },
  ])('when $when', ({ stack, found }) => {
    expect(judgedFleet('cost/hub-event-end', { 'c-hub': stack })).toEqual(found);
  });
});

describe('reliability/hub-server-limit', () => {
  const hub = (activeServerLimit: number | null) => ({
    helm_release: {
      hub: {
        chart: 'jupyterhub',
        version: '4.4.0',
        values: [
          JSON.stringify({
            hub: { activeServerLimit },
            singleuser: {
              memory: { guarantee: '4G' },
              profileList: [{ kubespawner_override: { mem_guarantee: '8G' } }],
            },
          }),
        ],
      },
    },
  });
  const labels = { 'hub.jupyter.org/node-purpose': 'user' };
  const eks = (max_size: number | string) => ({
    aws_eks_node_group: { u: { instance_types: ['r5.xlarge'], labels, scaling_config: { max_size } } },
  });
  const gke = {
    google_container_node_pool: {
      u: {
        location: 'europe-west2',
        autoscaling: { max_node_count: 1 },
        node_config: { machine_type: 'n2-highmem-4', labels },
      },
    },
  };
  const at = 'c-hub helm_release.hub';
  // An r5.xlarge has room for seven servers of 4 GiB, an n2-highmem-4 for six.
  test.each([
    { when: 'they fit to the last', stacks: { c: eks(2), 'c-hub': hub(14) }, found: [] },
    {
      when: 'one is too many',
      stacks: { c: eks(2), 'c-hub': hub(15) },
      found: [
        `${at} fail: hub.activeServerLimit is 15, but the pools at their largest have room for 14 of the smallest servers`,
      ],
    },
    { when: 'a region has three zones', stacks: { c: gke, 'c-hub': hub(19) }, found: [] },
    {
      when: 'there is no limit',
      stacks: { c: eks(2), 'c-hub': hub(null) },
      found: [],
    },
    { when: 'the pools are not at hand', stacks: { 'c-hub': hub(15) }, found: [] },
    {
      when: 'a pool cannot be seen',
      stacks: { c: eks('${var.max}'), 'c-hub': hub(15) },
      found: [`${at} unknown: hub.activeServerLimit cannot be checked: the size of a pool is not known`],
    },
  ])('when $when', ({ stacks, found }) => {
    expect(judgedFleet('reliability/hub-server-limit', stacks)).toEqual(found);
  });
});

describe('what a namespace is bounded by', () => {
  const namespace = { metadata: { name: 'apps' } };
  test.each([
    ['reliability/namespace-quota', 'kubernetes_resource_quota', 'resource quota'],
    ['reliability/namespace-limit-range', 'kubernetes_limit_range', 'limit range'],
  ])('is asked for by %s', (rule, type, what) => {
    const missing = [`fail: the stack that makes the namespace has no ${what} for it`];
    const beside = (resource: object) => judged(rule, 'kubernetes_namespace_v1', namespace, { resource });
    expect(beside({})).toEqual(missing);
    expect(beside({ helm_release: { it: { chart: 'traefik' } } })).toEqual(missing);
    expect(beside({ helm_release: { it: { chart: 'jupyterhub' } } })).toEqual([]);
    expect(beside({ [type]: { it: {} } })).toEqual([]);
    expect(beside({ [`${type}_v1`]: { it: {} } })).toEqual([]);
  });
});

describe('security/pod-image-pull-policy', () => {
  const pod = (container: object) =>
    judged('security/pod-image-pull-policy', 'kubernetes_pod_v1', {
      metadata: { name: 'p', namespace: 'apps' },
      spec: { container: { name: 'c', image: 'registry.example/app:1.2.3', ...container } },
    });
  test.each([
    [{ image_pull_policy: 'Always' }, []],
    [{ image_pull_policy: 'IfNotPresent', image: `registry.example/app@sha256:${'0'.repeat(64)}` }, []],
    [{}, ['fail: spec[0].container[0].image_pull_policy is unset, so the node decides which image it is']],
    [
      { image_pull_policy: 'IfNotPresent' },
      ['fail: spec[0].container[0].image_pull_policy is "IfNotPresent", so the node decides which image it is'],
    ],
    [
      { image_pull_policy: '${var.x}' },
      [
        'unknown: spec[0].container[0].image_pull_policy cannot be checked: it is ${var.x}, which is known only when Terraform runs',
      ],
    ],
  ])('of %j', (container, found) => {
    expect(pod(container)).toEqual(found);
  });

  test.each([
    ['Never', ['fail: values.image.pullPolicy is "Never", so the node decides which image it is']],
    ['IfNotPresent', []],
  ])('of a chart whose values say %s', (pullPolicy, found) => {
    const body = { chart: 'app', version: '1.0.0', values: [JSON.stringify({ image: { pullPolicy } })] };
    expect(judged('security/pod-image-pull-policy', 'helm_release', body)).toEqual(found);
  });
});
