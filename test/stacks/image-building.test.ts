import { describe, expect, test } from 'vitest';
import type { Values } from '../../constructs/src/hub/json.ts';
import { at } from '../constructs/hub/support/chart.ts';
import { exampleCluster, exampleGoogleCluster, exampleHub, fleetOf } from '../support/fleet.ts';
import { hubOf } from '../support/hub-stack.ts';
import { chartValuesOf } from '../support/hub-values.ts';
import { resourceOf, resourcesOf, type TerraformJson } from '../support/synth.ts';

const registry = { repositories: ['builds'] };
const ofCluster = { kind: 'cluster', repository: 'builds' };
const external = {
  kind: 'external',
  server: 'quay.io',
  imagePrefix: 'quay.io/atlas/earth-',
  username: 'atlas+builder',
  password: 'variable:quay_token',
};
const chart = { hubImage: 'ghcr.io/atlas/hub:4.4.0-fancy' };
const visitors = {
  preset: 'ephemeral',
  profiles: undefined,
  healthCheck: false,
  authentication: { kind: 'visitors', allowEveryoneBecause: 'A public gallery of notebooks, watched by staff' },
  imageBuilding: {
    registry: external,
    repositories: ['atlas', 'lyra/co.urse'],
    binder: { domain: 'binder.atlas.example', banner: 'Run by Atlas' },
  },
};
const binderValues = (json: TerraformJson) => chartValuesOf(json, 'binderhub-service');
const environmentOf = (values: Values) =>
  Object.fromEntries((values.extraEnv as Values[]).map(({ name, value, valueFrom }) => [name, value ?? valueFrom]));

describe('users who build images for their profile', () => {
  const imageBuilding = { registry: ofCluster };

  test('choose so on the page of profiles, and get nothing else through its field', async () => {
    const { values } = await hubOf({ chart, imageBuilding }, exampleGoogleCluster({ registry }));
    const [profile] = at(values, 'singleuser.profileList') as Values[];
    expect(at(profile as Values, 'profile_options.image')).toEqual({
      display_name: 'Image',
      choices: {
        default: {
          display_name: 'Atlas',
          default: true,
          kubespawner_override: { image: 'quay.io/jupyter/scipy-notebook:2026-07-28' },
        },
      },
      dynamic_image_building: { enabled: true },
      unlisted_choice: {
        enabled: true,
        display_name: 'Image that was built',
        display_name_in_choices: 'Other...',
        validation_regex: '^europe-west2-docker\\.pkg\\.dev/lyra-learning/atlas-builds/.+:.+$',
        validation_message: 'Build an image, or choose one of the list',
        kubespawner_override: { image: '{value}' },
      },
    });
    expect(at(values, 'hub.extraConfig.06-hubfleet-build-images')).toBe(
      'from jupyterhub_fancy_profiles import setup_ui\n\nsetup_ui(c)\n',
    );
  });

  test.each([
    [{}, '^.+:.+$'],
    [{ pattern: '^ghcr.io/.+:.+$' }, '^ghcr.io/.+:.+$|^quay\\.io/atlas/earth-.+:.+$'],
  ])('may name another image as well where the hub says %j', async (freeImage, pattern) => {
    const images = [{ slug: 'a', displayName: 'A', image: 'quay.io/jupyter/scipy-notebook:2026-07-28' }];
    const { values } = await hubOf({ chart, images, freeImage, imageBuilding: { registry: external } });
    const [profile] = at(values, 'singleuser.profileList') as Values[];
    expect(at(profile as Values, 'profile_options.image.unlisted_choice.validation_regex')).toBe(pattern);
  });

  test('do so only in profiles that say nothing against it', async () => {
    const memory = { guaranteeGiB: 1, limitGiB: 1 };
    const profiles = [
      { slug: 'a', displayName: 'A', memory },
      { slug: 'b', displayName: 'B', memory, buildImage: false },
    ];
    const { values } = await hubOf({ chart, imageBuilding: { registry: external }, profiles });
    const options = (at(values, 'singleuser.profileList') as Values[]).map((each) => each.profile_options);
    expect(options).toEqual([expect.objectContaining({ image: expect.anything() }), undefined]);
  });

  test('reach BinderHub below the address of the hub, which may start nothing', async () => {
    const { json, values } = await hubOf({ chart, imageBuilding }, exampleGoogleCluster({ registry }));
    expect(at(values, 'hub.services.binder')).toEqual({
      display: false,
      url: 'http://binderhub:8090',
      oauth_client_id: 'service-binder',
      oauth_redirect_uri: 'https://hub.atlas.example/services/binder/oauth_callback',
      oauth_no_confirm: true,
    });
    expect(at(values, 'hub.loadRoles')).toMatchObject({ user: { scopes: ['self', 'access:services!service=binder'] } });
    expect(at(values, 'hub.loadRoles')).not.toHaveProperty('binder');
    const binder = binderValues(json);
    expect(at(binder, 'config.BinderHub')).toEqual({
      base_url: '/services/binder/',
      auth_enabled: true,
      enable_api_only_mode: true,
      port: 8585,
      use_registry: true,
      image_prefix: 'europe-west2-docker.pkg.dev/lyra-learning/atlas-builds/',
    });
    expect(binder.ingress).toEqual({ enabled: false });
    expect(at(binder, 'dockerApi.nodeSelector')).toEqual({ 'hubfleet.dev/pool': 'small' });
    expect(at(binder, 'config.KubernetesBuildExecutor.node_selector')).toEqual({ 'hubfleet.dev/pool': 'small' });
    expect(((binder.dockerApi as Values).initContainers as Values[])[0]).toMatchObject({ name: 'block-nfs' });
  });
});

describe('visitors of BinderHub', () => {
  test('get a server without an account, behind a token, that is gone with them', async () => {
    const { json, values } = await hubOf(visitors);
    expect(at(values, 'hub.config.JupyterHub.authenticator_class')).toBe('null');
    expect(at(values, 'hub.redirectToServer')).toBe(false);
    expect(at(values, 'cull.users')).toBe(true);
    expect(at(values, 'singleuser.storage.type')).toBe('none');
    expect(at(values, 'singleuser.cmd')).toEqual([
      'sh',
      '-c',
      expect.stringContaining('exec jupyter-lab "$@"'),
      'server',
    ]);
    expect(at(values, 'custom.hubfleet.binder')).toEqual({ imagePrefix: 'quay.io/atlas/earth-', visitors: true });
    expect(at(values, 'hub.loadRoles.binder')).toEqual({ scopes: ['servers', 'admin:users'], services: ['binder'] });
    expect(at(values, 'hub.services.binder')).toMatchObject({
      oauth_redirect_uri: 'https://binder.atlas.example/oauth_callback',
    });
    expect(at(values, 'hub.services.binder')).not.toHaveProperty('url');
    expect(at(binderValues(json), 'config.BinderHub')).toMatchObject({
      base_url: '/',
      hub_url: 'https://hub.atlas.example',
      badge_base_url: 'https://binder.atlas.example',
      banner_message: 'Run by Atlas',
      auth_enabled: false,
      enable_api_only_mode: false,
    });
  });

  test('come by a domain with a certificate of its own', async () => {
    const { json } = await hubOf(visitors);
    expect(binderValues(json).ingress).toEqual({
      enabled: true,
      ingressClassName: 'traefik',
      annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' },
      hosts: ['binder.atlas.example'],
      tls: [{ hosts: ['binder.atlas.example'], secretName: 'binder-tls' }],
    });
    expect(environmentOf(binderValues(json))).toMatchObject({
      JUPYTERHUB_BASE_URL: 'https://hub.atlas.example/',
      JUPYTERHUB_API_URL: 'http://hub.research.svc.cluster.local:8081/hub/api',
      JUPYTERHUB_API_TOKEN: { secretKeyRef: { name: 'hub', key: 'hub.services.binder.apiToken' } },
    });
  });

  test('build what the hub file allows only', async () => {
    const { json } = await hubOf(visitors);
    expect(at(binderValues(json), 'config.GitHubRepoProvider.allowed_specs')).toEqual([
      '(?i)^atlas/.*$',
      '(?i)^lyra/co\\.urse/.*$',
    ]);
    expect(at(binderValues(json), 'extraConfig.hubfleet-02-github-only')).toContain('{"gh": GitHubRepoProvider}');
  });
});

test('users with accounts log in to the page of BinderHub by the hub', async () => {
  const { binder } = visitors.imageBuilding;
  const { json, values } = await hubOf({ imageBuilding: { registry: external, binder } });
  expect(at(values, 'hub.config.JupyterHub.authenticator_class')).toBe('github');
  expect(at(values, 'cull.users')).toBe(false);
  expect(at(values, 'singleuser')).not.toHaveProperty('cmd');
  expect(at(values, 'custom.hubfleet.binder.visitors')).toBe(false);
  expect(at(binderValues(json), 'config.BinderHub.auth_enabled')).toBe(true);
});

describe('the login to the registry', () => {
  test('to one outside the cloud is a secret of which Terraform keeps nothing', async () => {
    const { json, values } = await hubOf({ chart, imageBuilding: { registry: external } });
    const secrets = resourcesOf(json, 'kubernetes_secret_v1');
    const login = secrets.find(({ type }) => type === 'kubernetes.io/dockerconfigjson');
    const file = '{"auths":{"quay.io":{"auth":"${base64encode("atlas+builder:${var.quay_token}")}"}}}';
    expect(login.data_wo).toEqual({ 'config.json': file, '.dockerconfigjson': file });
    expect(login.metadata.name).toMatch(/^image-registry-[0-9a-f]{6}$/);
    expect(at(values, 'singleuser.image.pullSecrets')).toEqual([{ name: login.metadata.name }]);
    expect(environmentOf(binderValues(json))).toMatchObject({
      REGISTRY_SECRET: login.metadata.name,
      REGISTRY_HOST: 'quay.io',
    });
    expect(json.resource.kubernetes_role_v1).toBeUndefined();
  });

  test('of a cluster on Google Cloud is renewed by an identity that may do nothing else', async () => {
    const { json } = await hubOf({ chart, imageBuilding: { registry: ofCluster } }, exampleGoogleCluster({ registry }));
    expect(resourceOf(json, 'google_artifact_registry_repository_iam_member')).toMatchObject({
      location: 'europe-west2',
      repository: 'atlas-builds',
      role: 'roles/artifactregistry.writer',
    });
    expect(resourceOf(json, 'kubernetes_role_v1').rule).toEqual([
      { api_groups: [''], resources: ['secrets'], resource_names: [expect.any(String)], verbs: ['patch'] },
    ]);
    const [renewal] = resourcesOf(json, 'kubernetes_deployment_v1').filter(
      ({ metadata }) => metadata.name === 'image-registry-login',
    );
    const [container] = renewal.spec.template.spec.container;
    expect(container.env).toContainEqual({ name: 'USERNAME', value: 'oauth2accesstoken' });
    expect(container.env).toContainEqual({ name: 'SECONDS_BETWEEN', value: '600' });
  });

  test('of a cluster on AWS comes with a template, by which ECR makes the repository of each image', async () => {
    const { json, values } = await hubOf(
      { chart, imageBuilding: { registry: ofCluster } },
      exampleCluster({ registry }),
    );
    const { type_name, desired_state } = resourceOf(json, 'aws_cloudcontrolapi_resource');
    expect(type_name).toBe('AWS::ECR::RepositoryCreationTemplate');
    expect(JSON.parse(desired_state)).toMatchObject({
      Prefix: 'atlas/builds',
      AppliedFor: ['CREATE_ON_PUSH'],
      ImageTagMutability: 'IMMUTABLE',
    });
    const policies = resourcesOf(json, 'aws_iam_role_policy').map(({ policy }) => JSON.parse(policy).Statement);
    expect(policies).toContainEqual([
      { Effect: 'Allow', Action: ['ecr:GetAuthorizationToken'], Resource: ['*'] },
      {
        Effect: 'Allow',
        Action: expect.arrayContaining(['ecr:PutImage', 'ecr:CreateRepository']),
        Resource: ['arn:aws:ecr:us-west-2:210987654321:repository/atlas/builds/*'],
      },
    ]);
    expect(at(values, 'singleuser.image.pullSecrets')).toEqual([{ name: 'image-registry' }]);
  });
});

test('a fleet knows the page of BinderHub as a domain', async () => {
  const fleet = await fleetOf({ 'atlas/hubs/research.yaml': exampleHub(visitors) });
  expect(fleet.clusters[0]?.hubs[0]?.imageBuilding?.binder?.domain).toBe('binder.atlas.example');
});
