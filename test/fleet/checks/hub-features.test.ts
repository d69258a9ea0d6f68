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

describe('images that users build', () => {
  const external = {
    kind: 'external',
    server: 'quay.io',
    imagePrefix: 'quay.io/atlas/',
    username: 'robot',
    password: 'variable:quay',
  };
  const ofCluster = { kind: 'cluster', repository: 'builds' };
  const chart = { hubImage: 'ghcr.io/atlas/hub:1' };
  const binder = { domain: 'binder.atlas.example' };
  const visitors = { kind: 'visitors', allowEveryoneBecause: 'A public gallery, watched by staff' };
  const registry = { repositories: ['builds'] };

  test.each<[string, object, string[]]>([
    ['a registry elsewhere', { chart, imageBuilding: { registry: external } }, []],
    ['a repository of the cluster', { chart, imageBuilding: { registry: ofCluster } }, []],
    [
      'a repository that is not there',
      { chart, imageBuilding: { registry: { ...ofCluster, repository: 'build' } } },
      ['imageBuilding.registry.repository: the registry of the cluster has no repository build; did you mean builds'],
    ],
    [
      'a core pool',
      { chart, imageBuilding: { registry: external, pool: 'core' } },
      ['imageBuilding.pool: pool core is no user pool; use one of small'],
    ],
    [
      'a pool that is not there',
      { chart, imageBuilding: { registry: external, pool: 'smal' } },
      ['imageBuilding.pool: the cluster has no pool smal; did you mean small'],
    ],
    [
      'the hub of the chart',
      { imageBuilding: { registry: external } },
      [
        "imageBuilding: the chart's own hub lacks jupyterhub-fancy-profiles, by which users build images; name an image with it in chart.hubImage, or use BinderHub's page (binder)",
      ],
    ],
    ['a page', { imageBuilding: { registry: external, binder } }, []],
    [
      'a page and choices',
      { imageBuilding: { registry: external, binder }, profiles: [exampleProfile(), exampleProfile({ slug: 'b' })] },
      [
        'imageBuilding.binder: BinderHub starts the servers, nobody chooses a profile; leave one profile without choices',
      ],
    ],
    [
      'a page and a gateway',
      { imageBuilding: { registry: external, binder }, exposure: { kind: 'gateway', name: 'web', namespace: 'web' } },
      ['imageBuilding.binder: needs an ingress, got a gateway in exposure; use an ingress'],
    ],
    [
      'visitors without a page',
      { authentication: visitors },
      ["authentication.kind: visitors need BinderHub's page; add imageBuilding.binder"],
    ],
    [
      'visitors with homes and a check',
      { authentication: visitors, imageBuilding: { registry: external, binder } },
      [
        'storage: visitors do not come back to their files; write storage: { home: none }',
        'authentication.kind: nobody can check a hub that only BinderHub starts servers of; write healthCheck: false',
      ],
    ],
    [
      'the domain of the hub for the page',
      { imageBuilding: { registry: external, binder: { domain: 'hub.atlas.example' } } },
      [
        'imageBuilding.binder.domain: domain hub.atlas.example is taken by atlas/hubs/research.yaml; give each hub its own',
      ],
    ],
    [
      'Docker Hub',
      { chart, imageBuilding: { registry: { ...external, server: 'docker.io' } } },
      [
        'imageBuilding.registry.server: expected a registry that logs in at its own host, got "docker.io"; use for example quay.io or ghcr.io',
      ],
    ],
    [
      'a password in plain text',
      { chart, imageBuilding: { registry: { ...external, password: 'swordfish' } } },
      [
        'imageBuilding.registry.password: expected a reference to a secret, not its text; write awsSecretsManager:<name or arn>, gcpSecretManager:<name> or variable:<name>',
      ],
    ],
  ])('with %s', async (_what, keys, says) => {
    const files = { [cluster]: exampleCluster({ registry }), [hub]: exampleHub(keys as Record<string, unknown>) };
    expect(await sentencesOf(files)).toEqual(says.map((sentence) => `${hub}: ${sentence}`));
  });

  test('of two hubs go to two repositories', async () => {
    const building = { chart, imageBuilding: { registry: ofCluster } };
    const second = 'atlas/hubs/second.yaml';
    const files = {
      [cluster]: exampleCluster({ registry }),
      [hub]: exampleHub(building),
      [second]: exampleHub({ ...building, domain: 'second.atlas.example' }),
    };
    expect(await sentencesOf(files)).toEqual([
      `${second}: imageBuilding.registry.repository: hub research builds into repository builds, and its users may not replace images of others; give each hub its own`,
    ]);
  });
});
