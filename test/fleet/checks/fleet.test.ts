import { describe, expect, test } from 'vitest';
import {
  exampleCluster,
  exampleGoogleCluster,
  exampleHub,
  exampleOrganization,
  type Files,
  sentencesOf,
} from '../../support/fleet.ts';

const withoutAtlas: Files = { 'atlas/cluster.yaml': undefined, 'atlas/hubs/research.yaml': undefined };
const SHAPE = 'lowercase letters, digits and dashes that starts with a letter';

let domains = 0;

/** Files of clusters on AWS with these hubs. */
function clusters(hubs: Record<string, readonly string[]>, cluster = exampleCluster()): Files {
  const files = Object.entries(hubs).flatMap(([name, own]) => [
    [`${name}/cluster.yaml`, cluster],
    ...own.map((hub) => [`${name}/hubs/${hub}.yaml`, exampleHub({ domain: `h${domains++}.example` })]),
  ]);
  return { ...withoutAtlas, ...Object.fromEntries(files) };
}

describe('names', () => {
  test.each<{ hubs: Record<string, string[]>; says: string[] }>([
    { hubs: { abc: ['ab'] }, says: [] },
    {
      hubs: { ab: ['xyz'] },
      says: [
        `ab/cluster.yaml: expected a cluster name of 3 to 24 ${SHAPE}, got "ab"; rename the folder: cloud resources are named after it`,
      ],
    },
    { hubs: { ['a'.repeat(24)]: ['b'.repeat(24)] }, says: [] },
    {
      hubs: { ['a'.repeat(25)]: [] },
      says: [
        `${'a'.repeat(25)}/cluster.yaml: expected a cluster name of 3 to 24 ${SHAPE}, got "${'a'.repeat(25)}"; rename the folder: cloud resources are named after it`,
      ],
    },
    {
      hubs: { '1st': [] },
      says: [
        `1st/cluster.yaml: expected a cluster name of 3 to 24 ${SHAPE}, got "1st"; rename the folder: cloud resources are named after it`,
      ],
    },
    {
      hubs: { abc: ['x'] },
      says: [
        `abc/hubs/x.yaml: expected a hub name of 2 to 24 ${SHAPE}, got "x"; rename the file: cloud resources are named after it`,
      ],
    },
    {
      hubs: { abc: ['a.b'] },
      says: [
        `abc/hubs/a.b.yaml: expected a hub name of 2 to 24 ${SHAPE}, got "a.b"; rename the file: cloud resources are named after it`,
      ],
    },
    {
      hubs: { abc: ['data'] },
      says: [
        'abc/hubs/data.yaml: hub name data is reserved for the stack that holds the data of the cluster; rename the file',
      ],
    },
    {
      hubs: { abc: ['support'] },
      says: [
        'abc/hubs/support.yaml: hub name support is reserved for the stack that holds the support of the cluster; rename the file',
      ],
    },
    { hubs: { abc: ['database'] }, says: [] },
    {
      hubs: { abc: ['kube-system'] },
      says: ['abc/hubs/kube-system.yaml: hub name kube-system is a namespace of Kubernetes itself; rename the file'],
    },
    {
      hubs: { abc: ['default'] },
      says: ['abc/hubs/default.yaml: hub name default is a namespace of Kubernetes itself; rename the file'],
    },
  ])('$hubs: $says', async ({ hubs, says }) => {
    expect(await sentencesOf(clusters(hubs))).toEqual(says);
  });
});

describe('stack names', () => {
  test.each<{ hubs: Record<string, string[]>; says: string[] }>([
    { hubs: { abc: ['de', 'fg'], 'abc-x': ['de'] }, says: [] },
    {
      hubs: { abc: ['x-de'], 'abc-x': ['de'] },
      says: ['abc-x/hubs/de.yaml: stack abc-x-de is made by abc/hubs/x-de.yaml too; rename one of the two'],
    },
    {
      hubs: { abc: ['xy'], 'abc-xy': [] },
      says: ['abc-xy/cluster.yaml: stack abc-xy is made by abc/hubs/xy.yaml too; rename one of the two'],
    },
    {
      hubs: { abc: ['x-data'], 'abc-x': [] },
      says: ['abc-x/cluster.yaml: stack abc-x-data is made by abc/hubs/x-data.yaml too; rename one of the two'],
    },
    {
      hubs: { abc: [], 'abc-data': [] },
      says: ['abc-data/cluster.yaml: stack abc-data is made by abc/cluster.yaml too; rename one of the two'],
    },
  ])('of $hubs: $says', async ({ hubs, says }) => {
    expect(await sentencesOf(clusters(hubs))).toEqual(says);
  });

  test.each([
    { length: 30, says: [] },
    {
      length: 31,
      says: [
        `${'a'.repeat(20)}/hubs/${'b'.repeat(10)}.yaml: ${'a'.repeat(20)}-${'b'.repeat(10)} has 31 characters and names the service account of the hub, which may have 30; shorten the name of the hub or the cluster`,
      ],
    },
  ])('of $length characters on Google Cloud: $says', async ({ length, says }) => {
    const files = clusters({ ['a'.repeat(20)]: ['b'.repeat(length - 21)] }, exampleGoogleCluster());
    expect(await sentencesOf(files)).toEqual(says);
  });
});

describe('the backend', () => {
  const backend = { kind: 'local' };

  test.each([
    { fleet: backend, cluster: undefined, says: [] },
    { fleet: undefined, cluster: backend, says: [] },
    {
      fleet: undefined,
      cluster: undefined,
      says: [
        'atlas/cluster.yaml: backend: neither the cluster nor fleet.yaml says where the state is kept; add backend to fleet.yaml',
      ],
    },
  ])('of the fleet $fleet, of the cluster $cluster: $says', async ({ fleet, cluster, says }) => {
    const sentences = await sentencesOf({
      'fleet.yaml': exampleOrganization({ backend: fleet }),
      'atlas/cluster.yaml': exampleCluster({ backend: cluster }),
    });
    expect(sentences).toEqual(says);
  });
});
