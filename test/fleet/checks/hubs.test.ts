import { describe, expect, test } from 'vitest';
import {
  exampleCluster,
  exampleGoogleCluster,
  exampleHub,
  exampleProfile,
  fleetOf,
  sentencesOf,
} from '../../support/fleet.ts';

const hub = 'atlas/hubs/research.yaml';
const choice = { slug: 'a', displayName: 'A', image: 'a/b:1' };

describe('the profiles of a hub', () => {
  test.each([
    { profiles: [{ default: true }, { slug: 'b' }], says: [] },
    {
      profiles: [{ default: true }, { slug: 'b', default: true }],
      says: ['profiles[1].default: profile small is the default already; keep one default'],
    },
    { profiles: [{}, {}], says: ['profiles[1].slug: slug small is taken; choose another'] },
    { profiles: [{ memory: { guaranteeGiB: 2, limitGiB: 2 } }], says: [] },
    {
      profiles: [{ memory: { guaranteeGiB: 2, limitGiB: 1.9 } }],
      says: ['profiles[0].memory.limitGiB: expected at least guaranteeGiB (2), got 1.9; raise the limit'],
    },
    { profiles: [{ cpu: { guarantee: 1, limit: 1 } }], says: [] },
    {
      profiles: [{ cpu: { guarantee: 1, limit: 0.9 } }],
      says: ['profiles[0].cpu.limit: expected at least the guarantee (1), got 0.9; raise the limit'],
    },
    { profiles: [{ images: [choice, { ...choice, slug: 'b' }] }], says: [] },
    { profiles: [{ images: [choice, choice] }], says: ['profiles[0].images[1].slug: slug a is taken; choose another'] },
    {
      profiles: [{ image: 'a/b:1', images: [choice] }],
      says: ['profiles[0].image: a profile has either one image or images to choose from; remove image or images'],
    },
  ])('$profiles: $says', async ({ profiles, says }) => {
    const sentences = await sentencesOf({ [hub]: exampleHub({ profiles: profiles.map(exampleProfile) }) });
    expect(sentences).toEqual(says.map((sentence) => `${hub}: ${sentence}`));
  });
});

describe('the home storage of a hub', () => {
  const one = { main: { kind: 'efs' } };
  const two = { main: { kind: 'efs' }, fast: { kind: 'efs' } };

  test.each([
    { homeStorage: one, storage: undefined, home: 'main' },
    { homeStorage: one, storage: { home: 'none' }, home: 'none' },
    { homeStorage: two, storage: { home: 'fast' }, home: 'fast' },
    { homeStorage: undefined, storage: { home: 'none' }, home: 'none' },
  ])('$storage of $homeStorage is $home', async ({ homeStorage, storage, home }) => {
    const files = { 'atlas/cluster.yaml': exampleCluster({ homeStorage }), [hub]: exampleHub({ storage }) };
    expect((await fleetOf(files)).clusters[0]?.hubs[0]?.storage).toEqual({ home, quotaGiB: 10, userDisks: [] });
  });

  test.each([
    {
      homeStorage: one,
      storage: { home: 'mian' },
      says: `${hub}: storage.home: the cluster has no homeStorage mian; did you mean main`,
    },
    {
      homeStorage: two,
      storage: { quotaGiB: 5 },
      says: `${hub}: storage.home: the cluster has 2 of homeStorage; choose one of main, fast`,
    },
    {
      homeStorage: undefined,
      storage: undefined,
      says: `${hub}: storage.home: the cluster has no homeStorage; add one to cluster.yaml, or write home: none`,
    },
    {
      homeStorage: { none: { kind: 'efs' } },
      storage: { home: 'none' },
      says: 'atlas/cluster.yaml: homeStorage.none: a storage cannot be called none; hubs write it to have no storage, rename it',
    },
  ])('$storage of $homeStorage: $says', async ({ homeStorage, storage, says }) => {
    const files = { 'atlas/cluster.yaml': exampleCluster({ homeStorage }), [hub]: exampleHub({ storage }) };
    expect(await sentencesOf(files)).toEqual([says]);
  });
});

describe('the domain of a hub', () => {
  test('is its own in the whole fleet', async () => {
    const sentences = await sentencesOf({ 'zeta/cluster.yaml': exampleCluster(), 'zeta/hubs/copy.yaml': exampleHub() });
    expect(sentences).toEqual([
      'zeta/hubs/copy.yaml: domain: domain hub.atlas.example is taken by atlas/hubs/research.yaml; give each hub its own',
    ]);
  });
});

describe('the secrets of a hub', () => {
  const aws = exampleCluster();
  const google = exampleGoogleCluster();

  test.each([
    { cluster: aws, clientSecret: 'awsSecretsManager:atlas/research', says: [] },
    { cluster: aws, clientSecret: 'variable:client_secret', says: [] },
    {
      cluster: aws,
      clientSecret: 'gcpSecretManager:research',
      says: ['a cluster on aws cannot read gcpSecretManager; use awsSecretsManager or variable'],
    },
    { cluster: google, clientSecret: 'gcpSecretManager:research', says: [] },
    {
      cluster: google,
      clientSecret: 'awsSecretsManager:atlas/research',
      says: ['a cluster on google cannot read awsSecretsManager; use gcpSecretManager or variable'],
    },
  ])('are in a store of its cloud: $clientSecret $says', async ({ cluster, clientSecret, says }) => {
    const authentication = { kind: 'github', clientId: 'a', clientSecret, organizations: ['atlas'] };
    const sentences = await sentencesOf({ 'atlas/cluster.yaml': cluster, [hub]: exampleHub({ authentication }) });
    expect(sentences).toEqual(says.map((sentence) => `${hub}: authentication.clientSecret: ${sentence}`));
  });
});

describe('administrators of a hub', () => {
  const shared = { kind: 'sharedPassword', password: 'variable:everybody' };

  test.each([
    { authentication: shared, admins: [], says: [] },
    { authentication: { ...shared, adminPassword: 'variable:admins' }, admins: ['amara'], says: [] },
    {
      authentication: shared,
      admins: ['amara', 'bjorn'],
      says: [
        'admins: amara, bjorn would administrate the hub with the password of everybody; add authentication.adminPassword, or remove admins',
      ],
    },
  ])('have a password of their own beside a shared one: $says', async ({ authentication, admins, says }) => {
    const sentences = await sentencesOf({ [hub]: exampleHub({ authentication, admins }) });
    expect(sentences).toEqual(says.map((sentence) => `${hub}: ${sentence}`));
  });

  test.each([
    { admins: [], says: [] },
    {
      admins: ['amara'],
      says: [
        'admins: amara cannot log in: users of this hub are temporary; remove admins, or choose another kind of authentication',
      ],
    },
  ])('are not on a hub of temporary users: $says', async ({ admins, says }) => {
    const authentication = { kind: 'temporary', allowEveryoneBecause: 'a demonstration for the open day' };
    const sentences = await sentencesOf({ [hub]: exampleHub({ authentication, admins }) });
    expect(sentences).toEqual(says.map((sentence) => `${hub}: ${sentence}`));
  });
});
