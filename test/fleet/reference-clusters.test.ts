import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Cluster } from '../../src/fleet/fleet.ts';
import { loadFleet } from '../../src/fleet/load.ts';
import { readReference, readValues, readVariable, skipsReference, type Tree } from '../support/reference-fleet.ts';

const dir = fileURLToPath(new URL('reference-clusters', import.meta.url));

async function ours<P extends Cluster['provider']>(name: string, provider: P) {
  const result = await loadFleet(dir);
  if ('problems' in result) throw new Error(JSON.stringify(result.problems, null, 2));
  const cluster = result.fleet.clusters.find((each) => each.name === name);
  if (cluster?.provider !== provider) throw new Error(`no cluster ${name} on ${provider}`);
  return cluster as Extract<Cluster, { provider: P }>;
}

function hubOf({ hubs }: Cluster, name: string) {
  const hub = hubs.find((each) => each.name === name);
  if (!hub) throw new Error(`no hub ${name}`);
  return hub;
}

const bytes = (giB: number) => Math.round(giB * 2 ** 30);

/** JupyterHub's own units: K, M, G are powers of 1024. */
function jupyterBytes(memory: string | number): number {
  if (typeof memory === 'number') return memory;
  return Number.parseFloat(memory) * 1024 ** 'KMG'.indexOf(memory.slice(-1)) * 1024;
}

function identities(cluster: Cluster) {
  return cluster.hubs.map(({ name, displayName, domain }) => ({ name, display_name: displayName, domain }));
}

function theirIdentities(clusterFile: Tree) {
  const all = clusterFile.hubs.map(({ name, display_name, domain }: Tree) => ({ name, display_name, domain }));
  return all.sort((a: Tree, b: Tree) => (a.name < b.name ? -1 : 1));
}

describe.skipIf(skipsReference())('a real cluster on Google Cloud', () => {
  const theirs = () => readReference('config/clusters/2i2c-uk/cluster.yaml');
  const variable = (name: string) => readVariable('gcp', '2i2c-uk', name);

  test('keeps its place, account and version', async () => {
    const cluster = await ours('two-eye-two-see-uk', 'google');
    expect(cluster.name).toBe(variable('prefix'));
    expect(cluster.project).toBe(theirs().gcp.project);
    expect(cluster.location).toBe(theirs().gcp.zone);
    expect(cluster.billingAccount).toBe(variable('billing_account_id'));
    expect(cluster.owner.paidBy === 'organization').toBe(theirs().gcp.billing.paid_by_us);
    expect(variable('k8s_versions').min_master_version.startsWith(`${cluster.kubernetesVersion}.`)).toBe(true);
  });

  test('keeps its pools, apart from the one that is being emptied', async () => {
    const { core, ...pools } = (await ours('two-eye-two-see-uk', 'google')).pools;
    expect(core).toMatchObject({ machineType: variable('core_node_machine_type'), zones: [variable('zone')] });
    const kept = Object.entries<Tree>(variable('notebook_nodes')).filter(([, { taints }]) => !taints);
    expect(kept.length).toBeGreaterThan(0);
    const expected = kept.map(([name, { machine_type, min, max }]) => [
      name,
      { machineType: machine_type, minNodes: min, maxNodes: max, zones: [variable('zone')] },
    ]);
    expect(pools).toMatchObject(Object.fromEntries(expected));
    expect(Object.keys(pools)).toHaveLength(kept.length);
  });

  test('keeps the names and domains of its hubs', async () => {
    expect(identities(await ours('two-eye-two-see-uk', 'google'))).toEqual(theirIdentities(theirs()));
  });

  test('keeps the login and the choices of its teaching hub', async () => {
    const hub = hubOf(await ours('two-eye-two-see-uk', 'google'), 'lis');
    const { singleuser, hub: settings } = readValues('2i2c-uk', ['lis.values.yaml']).jupyterhub;
    expect(hub.authentication).toMatchObject({
      kind: settings.config.JupyterHub.authenticator_class,
      organizations: settings.config.GitHubOAuthenticator.allowed_organizations,
    });
    expect(hub.admins).toEqual(settings.config.Authenticator.admin_users);
    expect(hub.defaultUrl).toBe(singleuser.defaultUrl);
    const { image, resource_allocation } = singleuser.profileList[0].profile_options;
    expect(hub.image).toBe(image.choices['01-default'].kubespawner_override.image);
    const choices = Object.values<Tree>(resource_allocation.choices);
    const shown = hub.profiles.map(({ displayName, description, memory, ...profile }) => ({
      displayName,
      description,
      default: profile.default,
      guarantee: bytes(memory.guaranteeGiB),
      limit: bytes(memory.limitGiB),
    }));
    expect(shown).toEqual(
      choices.map(({ display_name, description, kubespawner_override, ...choice }) => ({
        displayName: display_name,
        description,
        default: choice.default ?? false,
        guarantee: jupyterBytes(kubespawner_override.mem_guarantee),
        limit: jupyterBytes(kubespawner_override.mem_limit),
      })),
    );
  });

  test('keeps the login, image and sizes of its staging hub', async () => {
    const hub = hubOf(await ours('two-eye-two-see-uk', 'google'), 'staging');
    const defaults = readReference('helm-charts/basehub/values.yaml').jupyterhub.singleuser;
    const { singleuser, hub: settings } = readValues('2i2c-uk', ['staging.values.yaml']).jupyterhub;
    expect(hub.authentication.kind).toBe(settings.config.JupyterHub.authenticator_class);
    const { identityProviders } = hub.authentication as Extract<typeof hub.authentication, { kind: 'cilogon' }>;
    const claims = Object.entries(identityProviders).map(([idp, { usernameClaim }]) => [idp, usernameClaim]);
    const theirClaims = Object.entries<Tree>(settings.config.CILogonOAuthenticator.allowed_idps);
    expect(claims).toEqual(theirClaims.map(([idp, value]) => [idp, value.username_derivation.username_claim]));
    expect(hub.image).toBe(`${singleuser.image.name}:${singleuser.image.tag}`);
    const [profile] = hub.profiles;
    expect(bytes(profile?.memory.guaranteeGiB ?? 0)).toBe(jupyterBytes(defaults.memory.guarantee));
    expect(bytes(profile?.memory.limitGiB ?? 0)).toBe(jupyterBytes(defaults.memory.limit));
    expect(profile?.cpu.guarantee).toBe(defaults.cpu.guarantee);
  });
});

describe.skipIf(skipsReference())('a real cluster on AWS', () => {
  const theirs = () => readReference('config/clusters/jupyter-health/cluster.yaml');
  const nodes = () => readReference('eksctl-summary/jupyter-health.yaml');

  test('keeps its place, account and version', async () => {
    const cluster = await ours('jupyter-health', 'aws');
    expect(cluster.name).toBe(theirs().name);
    expect(cluster.account).toBe(String(theirs().aws.account));
    expect(cluster.region).toBe(theirs().aws.region);
    expect(cluster.zones).toEqual(nodes().clusterAvailabilityZones);
    expect(cluster.kubernetesVersion).toBe(nodes().kubernetesVersion);
    expect(cluster.owner.paidBy === 'organization').toBe(theirs().aws.billing.paid_by_us);
  });

  test('keeps each of its node groups', async () => {
    const { pools } = await ours('jupyter-health', 'aws');
    const expected = nodes().nodeGroups.map((group: Tree) => [
      group.kind === 'core' ? 'core' : group.name.replace(`-${group.generation}`, ''),
      {
        purpose: group.kind === 'core' ? 'core' : 'user',
        machineType: group.instanceTypes[0],
        minNodes: group.min,
        maxNodes: group.max,
        spot: group.spot,
        diskGiB: group.volumeSizeGiB,
        zones: group.availabilityZones,
      },
    ]);
    expect(pools).toEqual(Object.fromEntries(expected));
  });

  test('keeps the names and domains of its hubs', async () => {
    expect(identities(await ours('jupyter-health', 'aws'))).toEqual(theirIdentities(theirs()));
  });

  test.each(['staging', 'prod'])('keeps the login, sizes and environment of its hub %s', async (name) => {
    const hub = hubOf(await ours('jupyter-health', 'aws'), name);
    const { helm_chart_values_files } = theirs().hubs.find((each: Tree) => each.name === name);
    const values = readValues('jupyter-health', helm_chart_values_files).jupyterhub;
    const { GenericOAuthenticator: oauth, JupyterHub } = values.hub.config;
    expect(hub.authentication).toMatchObject({
      kind: JupyterHub.authenticator_class.replace('generic-', ''),
      clientId: oauth.client_id,
      authorizeUrl: oauth.authorize_url,
      tokenUrl: oauth.token_url,
      userdataUrl: oauth.userdata_url,
      usernameClaim: oauth.username_claim,
      scopes: oauth.scope,
      groupsClaim: oauth.auth_state_groups_key,
      allowedGroups: oauth.allowed_groups,
    });
    expect(hub.admins).toEqual(oauth.admin_users);
    expect(hub.defaultUrl).toBe(values.singleuser.defaultUrl);
    expect(hub.environment).toEqual(values.singleuser.extraEnv);
    expect(hub.image.split(':')[0]).toBe(values.singleuser.image.name);
    const [profile] = hub.profiles;
    expect(bytes(profile?.memory.guaranteeGiB ?? 0)).toBe(values.singleuser.memory.guarantee);
    expect(bytes(profile?.memory.limitGiB ?? 0)).toBe(values.singleuser.memory.limit);
    expect(profile?.cpu).toEqual(values.singleuser.cpu);
    expect(hub.values).toEqual({
      hub: {
        allowNamedServers: values.hub.allowNamedServers,
        config: {
          JupyterHub: { cookie_max_age_days: JupyterHub.cookie_max_age_days },
          GenericOAuthenticator: { login_service: oauth.login_service },
        },
      },
      scheduling: values.scheduling,
    });
  });

  test.each([
    ['staging', 'scratch-staging'],
    ['prod', 'scratch'],
  ])('keeps how long the scratch bucket of %s holds objects', async (name, bucket) => {
    const hub = hubOf(await ours('jupyter-health', 'aws'), name);
    const buckets = readVariable('aws', 'jupyter-health', 'user_buckets');
    expect(hub.scratchBucket?.deleteAfterDays).toBe(buckets[bucket].delete_after);
  });
});
