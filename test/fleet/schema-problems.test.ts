import { describe, expect, test } from 'vitest';
import {
  exampleCluster,
  exampleGoogleCluster,
  exampleHub,
  exampleOrganization,
  exampleProfile,
  sentencesOf,
} from '../support/fleet.ts';

const pools = (small: object) => ({
  core: { purpose: 'core', machineType: 'r8i-flex.large', minNodes: 1, maxNodes: 3 },
  small: { purpose: 'user', machineType: 'r5.xlarge', maxNodes: 20, ...small },
});

const oauth = {
  kind: 'oauth',
  clientId: 'a',
  clientSecret: 'variable:a',
  authorizeUrl: 'https://a.example/o',
  tokenUrl: 'https://a.example/t',
  userdataUrl: 'https://a.example/u',
  usernameClaim: 'email',
};

type Case = { keys: Record<string, unknown>; says: string | undefined };

describe('cluster.yaml', () => {
  test.each<Case>([
    { keys: { zones: ['us-west-2a', 'us-west-2b', 'us-west-2c'] }, says: undefined },
    { keys: { zones: ['us-west-2a'] }, says: 'zones: expected at least 2 items, got 1' },
    { keys: { zones: ['us-west-2a', 'us-west-2a'] }, says: 'zones: a zone is there twice; remove one' },
    { keys: { provider: 'azure' }, says: 'provider: expected one of aws, google, kubernetes, got "azure"' },
    {
      keys: { provider: undefined },
      says: 'provider: required key is missing; add it with one of aws, google, kubernetes',
    },
    {
      keys: { project: 'x' },
      says: 'project: unknown key project; use one of provider, account, region, zones, owner, registry, existing, support, hold, backend, kubernetesVersion, controlPlane, network, access, addOns, pools, homeStorage, buckets, hubPermissions, database, pipeline, hcpLogin, budget',
    },
    { keys: { account: 210987654321 }, says: 'account: expected text, got 210987654321; put it in quotes' },
    { keys: { account: '21098765432' }, says: 'account: expected an account number of 12 digits, got "21098765432"' },
    {
      keys: { kubernetesVersion: '1.35.3' },
      says: 'kubernetesVersion: expected a Kubernetes minor version like "1.35", got "1.35.3"; leave out the patch',
    },
    { keys: { kubernetesVersion: 1.3 }, says: 'kubernetesVersion: expected text, got 1.3; put it in quotes' },
    { keys: { controlPlane: { allowedCidrs: ['0.0.0.0/0'] } }, says: undefined },
    { keys: { controlPlane: { allowedCidrs: [] } }, says: undefined },
    {
      keys: { controlPlane: { allowedCidrs: ['203.0.113.256/24'] } },
      says: 'controlPlane.allowedCidrs[0]: expected an IPv4 range like 203.0.113.0/24, got "203.0.113.256/24"',
    },
    { keys: { network: { cidr: '10.0.0.0/20' } }, says: undefined },
    {
      keys: { network: { cidr: '10.0.0.0/21' } },
      says: 'network.cidr: expected a prefix between /8 and /20, got "10.0.0.0/21"; nodes and pods of the cluster share the range',
    },
    {
      keys: { network: { cidr: '203.0.0.0/16' } },
      says: 'network.cidr: expected a private range, got "203.0.0.0/16"; take one inside 10.0.0.0/8',
    },
    { keys: { network: null }, says: 'network: expected a map, got nothing' },
    {
      keys: { budget: undefined },
      says: 'budget: required key is missing; add it: what the cluster may cost and who is told',
    },
    {
      keys: { budget: { monthlyUsd: 0, recipients: ['a@b.example'] } },
      says: 'budget.monthlyUsd: expected more than 0, got 0',
    },
    {
      keys: { budget: { monthlyUsd: 1, recipients: ['a'] } },
      says: 'budget.recipients[0]: expected an e-mail address, got "a"',
    },
    { keys: { pools: pools({ maxNodes: 1000 }) }, says: undefined },
    { keys: { pools: pools({ maxNodes: 1001 }) }, says: 'pools.small.maxNodes: expected at most 1000, got 1001' },
    {
      keys: { pools: pools({ maxNodes: undefined }) },
      says: 'pools.small.maxNodes: required key is missing; add it: most nodes the autoscaler may start; it bounds the bill',
    },
    { keys: { pools: pools({ maxNode: 3 }) }, says: 'pools.small.maxNode: unknown key maxNode; did you mean maxNodes' },
    {
      keys: { pools: pools({ min_nodes: 3 }) },
      says: 'pools.small.min_nodes: unknown key min_nodes; did you mean minNodes',
    },
    { keys: { pools: pools({ maxNodes: 'ten' }) }, says: 'pools.small.maxNodes: expected a number, got "ten"' },
    { keys: { pools: pools({ maxNodes: 2.5 }) }, says: 'pools.small.maxNodes: expected a whole number, got 2.5' },
    { keys: { pools: pools({ spot: 'yes' }) }, says: 'pools.small.spot: expected true or false, got "yes"' },
    {
      keys: { pools: pools({ purpose: 'users' }) },
      says: 'pools.small.purpose: expected one of core, user, dask, got "users"; did you mean user',
    },
    {
      keys: { pools: pools({ machineType: 'n2-highmem-4' }) },
      says: 'pools.small.machineType: expected a machine type like r5.xlarge, got "n2-highmem-4"',
    },
    { keys: { pools: pools({ diskGiB: 20 }) }, says: undefined },
    { keys: { pools: pools({ diskGiB: 19 }) }, says: 'pools.small.diskGiB: expected at least 20, got 19' },
    {
      keys: { homeStorage: { main: { kind: 'filestore' } } },
      says: 'homeStorage.main.kind: expected one of efs, disk, nfs, got "filestore"',
    },
    {
      keys: { backend: { kind: 's4', bucket: 'b' } },
      says: 'backend.kind: expected one of s3, gcs, cloud, azurerm, http, local, got "s4"; did you mean s3',
    },
  ])('on aws with $keys: $says', async ({ keys, says }) => {
    const sentences = await sentencesOf({ 'atlas/cluster.yaml': exampleCluster(keys) });
    expect(sentences).toEqual(says ? [`atlas/cluster.yaml: ${says}`] : []);
  });

  test.each<Case>([
    { keys: { location: 'europe-west2-b' }, says: undefined },
    { keys: { project: 'Lyra' }, says: 'project: expected a project id like my-project-1234, got "Lyra"' },
    {
      keys: { billingAccount: '0a1b2c' },
      says: 'billingAccount: expected a billing account like 012345-6789AB-CDEF01, got "0a1b2c"',
    },
    { keys: { homeStorage: { main: { kind: 'filestore', tier: 'BASIC_SSD', capacityGiB: 2560 } } }, says: undefined },
    {
      keys: { homeStorage: { main: { kind: 'filestore', tier: 'BASIC_SSD', capacityGiB: 2559 } } },
      says: 'homeStorage.main.capacityGiB: expected at least 2560 for tier BASIC_SSD, got 2559; raise it',
    },
    {
      keys: { homeStorage: { main: { kind: 'filestore', tier: 'BASIC_HDD', capacityGiB: 1023 } } },
      says: 'homeStorage.main.capacityGiB: expected at least 1024, got 1023',
    },
  ])('on google with $keys: $says', async ({ keys, says }) => {
    const sentences = await sentencesOf({ 'atlas/cluster.yaml': exampleGoogleCluster(keys) });
    expect(sentences).toEqual(says ? [`atlas/cluster.yaml: ${says}`] : []);
  });

  test('says in one go what is wrong with a name', async () => {
    const sentences = await sentencesOf({
      'atlas/cluster.yaml': exampleCluster({ homeStorage: { Main: { kind: 'efs' } } }),
    });
    expect(sentences[0]).toBe(
      'atlas/cluster.yaml: homeStorage.Main: expected a storage name of 1 to 24 lowercase letters, digits and dashes that starts with a letter, got "Main"; cloud resources are named after it',
    );
  });
});

describe('a hub file', () => {
  test.each<Case>([
    {
      keys: { domain: 'https://hub.example' },
      says: 'domain: expected a host name in lowercase like hub.example.org, got "https://hub.example"; leave out https:// and the path',
    },
    { keys: { image: 'pangeo/pangeo-notebook@sha256:'.concat('a'.repeat(64)) }, says: undefined },
    {
      keys: { image: 'localhost:5000/base' },
      says: 'image: expected an image with a tag, got "localhost:5000/base"; add the tag, a moving image changes under its users',
    },
    {
      keys: { image: 'base:latest' },
      says: 'image: expected an image with a fixed tag, got "base:latest"; write it like quay.io/jupyter/scipy-notebook:2026-07-28',
    },
    { keys: { image: 'base:latest-2026' }, says: undefined },
    { keys: { profiles: [] }, says: 'profiles: expected at least 1 item, got none' },
    {
      keys: { profiles: [exampleProfile({ memory: { guaranteeGiB: 1 } })] },
      says: 'profiles[0].memory.limitGiB: required key is missing; add it: memory at which the server is stopped, in GiB; at least the guarantee',
    },
    { keys: { profiles: [exampleProfile({ cpu: { guarantee: 0.05 } })] }, says: undefined },
    {
      keys: { profiles: [exampleProfile({ cpu: { guarantee: 0.04 } })] },
      says: 'profiles[0].cpu.guarantee: expected at least 0.05, got 0.04',
    },
    {
      keys: { profiles: [exampleProfile({ cpu: { guarantee: '500m' } })] },
      says: 'profiles[0].cpu.guarantee: expected a number, got "500m"',
    },
    {
      keys: { environment: { 'A-B': 'x' } },
      says: 'environment.A-B: expected the name of an environment variable, got "A-B"',
    },
    { keys: { environment: { DEBUG: true } }, says: 'environment.DEBUG: expected text, got true; put it in quotes' },
    {
      keys: { values: { singleuser: { extraTolerations: [{ key: 'a', seconds: 1.5, odd: null }] } } },
      says: undefined,
    },
    {
      keys: { authentication: { kind: 'githb' } },
      says: 'authentication.kind: expected one of github, cilogon, google, oauth, auth0, azureAd, gitlab, lti11, lti13, sharedPassword, temporary, visitors, got "githb"; did you mean github',
    },
    {
      keys: { authentication: {} },
      says: 'authentication.kind: required key is missing; add it with one of github, cilogon, google, oauth, auth0, azureAd, gitlab, lti11, lti13, sharedPassword, temporary, visitors',
    },
    { keys: { authentication: { kind: 'temporary', allowEveryoneBecause: 'a demo for the public' } }, says: undefined },
    {
      keys: { authentication: { kind: 'temporary' } },
      says: 'authentication.allowEveryoneBecause: required key is missing; add it: why everybody may log in, in a sentence; reports show it. Absent: the hub is not open',
    },
    { keys: { authentication: { kind: 'sharedPassword', password: 'variable:event' } }, says: undefined },
    {
      keys: { authentication: { kind: 'sharedPassword', password: 'swordfish' } },
      says: 'authentication.password: expected a reference to a secret, not its text; write awsSecretsManager:<name or arn>, gcpSecretManager:<name> or variable:<name>',
    },
    {
      keys: { authentication: { kind: 'sharedPassword', password: 123456 } },
      says: 'authentication.password: expected text; put it in quotes',
    },
    { keys: { authentication: { ...oauth, allowedUsers: ['a'] } }, says: undefined },
    { keys: { authentication: oauth }, says: 'authentication: nobody may log in; add allowedGroups or allowedUsers' },
    {
      keys: { authentication: { ...oauth, allowedGroups: ['a'] } },
      says: 'authentication.allowedGroups: needs to know where the groups of a user are; add groupsClaim',
    },
    {
      keys: { authentication: { ...oauth, allowedUsers: ['a'], tokenUrl: 'http://a.example' } },
      says: 'authentication.tokenUrl: expected an address that starts with https://, got "http://a.example"',
    },
  ])('with $keys: $says', async ({ keys, says }) => {
    const sentences = await sentencesOf({ 'atlas/hubs/research.yaml': exampleHub(keys) });
    expect(sentences).toEqual(says ? [`atlas/hubs/research.yaml: ${says}`] : []);
  });
});

describe('the other files', () => {
  test.each([
    {
      file: 'fleet.yaml',
      content: exampleOrganization({ policies: { levels: { 'cost/x': 'warn' } } }),
      says: 'policies.levels["cost/x"]: expected one of error, warning, off, got "warn"; did you mean warning',
    },
    {
      file: 'fleet.yaml',
      content: exampleOrganization({ organization: 'ODC' }),
      says: 'organization: expected a map, got "ODC"',
    },
    { file: 'atlas/waivers.yaml', content: 'rule: x\n', says: 'expected a list, got a map' },
    {
      file: 'atlas/waivers.yaml',
      content: [{ rule: 'a/b', match: '*', reason: 'long enough', owner: 'x', expires: '2026-02-30' }],
      says: '[0].expires: expected a day like 2027-01-31, got "2026-02-30"',
    },
    { file: 'atlas/cluster.yaml', content: '- a\n', says: 'expected a map, got a list' },
    { file: 'atlas/cluster.yaml', content: '# nothing\n', says: 'file is empty; fill it or remove it' },
  ])('$file: $says', async ({ file, content, says }) => {
    expect(await sentencesOf({ [file]: content })).toEqual([`${file}: ${says}`]);
  });
});
