import { describe, expect, test } from 'vitest';
import { exampleCluster, exampleHub, exampleProfile, sentencesOf } from '../../support/fleet.ts';

const hub = 'atlas/hubs/research.yaml';
const cluster = 'atlas/cluster.yaml';
const sharedPassword = { kind: 'sharedPassword', password: 'variable:event_password' };
const oauth = {
  kind: 'oauth',
  clientId: 'hub',
  clientSecret: 'variable:oauth_secret',
  authorizeUrl: 'https://login.atlas.example/authorize',
  tokenUrl: 'https://login.atlas.example/token',
  userdataUrl: 'https://login.atlas.example/userinfo',
  usernameClaim: 'name',
  allowedUsers: ['ada'],
};

describe('the persistent bucket of a hub', () => {
  test.each<[object, string, string[]]>([
    [{ archive: {} }, 'archive', []],
    [{}, 'archive', [`${hub}: persistentBucket: the cluster has no bucket archive; add it to buckets of cluster.yaml`]],
    [{ archive: {} }, 'archiv', [`${hub}: persistentBucket: the cluster has no bucket archiv; did you mean archive`]],
    [
      { archive: { hubs: { research: 'read' } } },
      'archive',
      [
        `${cluster}: buckets.archive.hubs.research: hub research has the bucket as its persistentBucket already; remove it here`,
      ],
    ],
  ])('of %j named %s', async (buckets, persistentBucket, says) => {
    const files = { [cluster]: exampleCluster({ buckets }), [hub]: exampleHub({ persistentBucket }) };
    expect(await sentencesOf(files)).toEqual(says);
  });
});

describe('the disks of users', () => {
  const disk = { name: 'db', sizeGiB: 5, mountPath: '/home/jovyan/db' };

  test.each<[object, number, string[]]>([
    [[disk], 0, []],
    [[disk, disk], 0, ['storage.userDisks[1].name: disk db is there already; choose another name']],
    [
      [disk],
      2,
      [
        "storage.userDisks: one server at a time mounts a user's disk, but users may run 3 servers; write limits: { namedServersPerUser: 0 }, or remove the disks",
      ],
    ],
    [
      [{ ...disk, name: 'claim' }],
      0,
      ['storage.userDisks[0].name: expected another name than claim, which homes have, got "claim"; rename the disk'],
    ],
    [
      [{ ...disk, mountPath: 'db' }],
      0,
      ['storage.userDisks[0].mountPath: expected an absolute path, got "db"; write it like /home/jovyan'],
    ],
  ])('of %j with %i named servers', async (userDisks, namedServersPerUser, says) => {
    const file = exampleHub({ storage: { userDisks }, limits: { namedServersPerUser } });
    expect(await sentencesOf({ [hub]: file })).toEqual(says.map((sentence) => `${hub}: ${sentence}`));
  });
});

describe('what needs to know the groups of users', () => {
  const profiles = [
    exampleProfile({ allowedGroups: ['a'] }),
    exampleProfile({ slug: 'b', images: [{ slug: 'c', displayName: 'C', image: 'a/b:1', allowedGroups: ['a'] }] }),
    { slug: 'd', displayName: 'D', sizes: [{ ...exampleProfile(), allowedGroups: ['a'] }] },
  ];
  const metrics = { groups: true };
  const remedy = 'use a login with groups (github, azureAd, or a groupsClaim), or remove it';

  test.each<[string, object]>([
    ['GitHub', (exampleHub() as { authentication: object }).authentication],
    ['a claim', { ...oauth, groupsClaim: 'groups' }],
  ])('is fine with %s', async (_what, authentication) => {
    expect(await sentencesOf({ [hub]: exampleHub({ authentication, profiles, metrics }) })).toEqual([]);
  });

  test.each<[string, object]>([
    ['sharedPassword', sharedPassword],
    ['oauth', oauth],
  ])('is refused with %s', async (kind, authentication) => {
    const admins = { staff: false };
    expect(await sentencesOf({ [hub]: exampleHub({ authentication, profiles, metrics, ...admins }) })).toEqual(
      [
        'profiles[0].allowedGroups',
        'profiles[1].images[0].allowedGroups',
        'profiles[2].sizes[0].allowedGroups',
        'metrics.groups',
      ].map((path) => `${hub}: ${path}: a login of kind ${kind} does not tell the groups of users; ${remedy}`),
    );
  });
});

test('the address of a database server is in a store that the cloud can read', async () => {
  const database = { kind: 'postgres', url: 'gcpSecretManager:hub-database' };
  expect(await sentencesOf({ [hub]: exampleHub({ database }) })).toEqual([
    `${hub}: database.url: a cluster on aws cannot read gcpSecretManager; use awsSecretsManager or variable`,
  ]);
});
