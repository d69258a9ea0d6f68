import {
  CiTrust,
  DatabaseEngine,
  EksBudget,
  EksCluster,
  EksCostWatch,
  EksDatabase,
  EksNetwork,
  EksPermissions,
  EksRegistry,
  GkeBudget,
  GkeCluster,
  GkeDatabase,
  GkeProjectRoles,
  GkeRegistry,
} from '@hubfleet/constructs';
import { describe, expect, test } from 'vitest';
import { resourceOf, resourcesOf, synth } from '../support/synth.ts';

describe('a registry', () => {
  const options = { registryName: 'atlas', repositories: ['research'] };

  test('on AWS is scanned, keeps tags where they are and cleans up', () => {
    const json = synth((stack) => new EksRegistry(stack, 'Registry', options));
    expect(resourceOf(json, 'aws_ecr_repository')).toMatchObject({
      name: 'atlas/research',
      image_tag_mutability: 'IMMUTABLE',
      image_scanning_configuration: { scan_on_push: true },
    });
    const { rules } = JSON.parse(resourceOf(json, 'aws_ecr_lifecycle_policy').policy);
    expect(rules).toMatchObject([{ selection: { countNumber: 7 } }, { selection: { countNumber: 100 } }]);
  });

  test('on Google Cloud keeps the newest images and deletes the rest', () => {
    const json = synth((stack) => new GkeRegistry(stack, 'Registry', 'europe-west2', { ...options, keepImages: 5 }));
    expect(resourceOf(json, 'google_artifact_registry_repository')).toMatchObject({
      repository_id: 'atlas-research',
      docker_config: { immutable_tags: true },
      cleanup_policies: [
        { action: 'DELETE', condition: { tag_state: 'UNTAGGED', older_than: '604800s' } },
        { action: 'DELETE', condition: { tag_state: 'TAGGED' } },
        { action: 'KEEP', most_recent_versions: { keep_count: 5 } },
      ],
    });
  });
});

describe('a database', () => {
  const options = { databaseName: 'atlas-db', engineVersion: '17', sizeGiB: 20 };
  const postgres = { ...options, engine: DatabaseEngine.POSTGRES };

  test('on AWS is private, encrypted, backed up and without a password in Terraform', () => {
    const json = synth((stack) => {
      const network = EksNetwork.fromExisting(stack, 'Network', {
        vpcId: 'vpc-0a',
        cidr: '10.9.0.0/16',
        privateSubnetIds: { a: 'subnet-0a', b: 'subnet-0b' },
      });
      new EksDatabase(stack, 'Database', network, { ...postgres, machineType: 'db.t4g.small' });
    });
    const database = resourceOf(json, 'aws_db_instance');
    expect(database).toMatchObject({
      publicly_accessible: false,
      storage_encrypted: true,
      max_allocated_storage: 40,
      backup_retention_period: 14,
      deletion_protection: true,
      skip_final_snapshot: false,
      manage_master_user_password: true,
      multi_az: false,
      lifecycle: { prevent_destroy: true },
    });
    expect(database).not.toHaveProperty('password');
    expect(resourceOf(json, 'aws_vpc_security_group_ingress_rule')).toMatchObject({
      cidr_ipv4: '10.9.0.0/16',
      from_port: 5432,
    });
  });

  test.each([
    [DatabaseEngine.POSTGRES, '17', 'POSTGRES_17'],
    [DatabaseEngine.MYSQL, '8.4', 'MYSQL_8_4'],
  ])(
    'on Google Cloud is private, encrypted, backed up and without a password: %s',
    (engine, engineVersion, version) => {
      const json = synth((stack) => {
        const place = { project: 'atlas-1', region: 'europe-west2', networkName: 'atlas' };
        const machineType = 'db-custom-1-3840';
        new GkeDatabase(stack, 'Database', place, { ...options, engine, engineVersion, machineType });
      });
      expect(resourceOf(json, 'google_sql_database_instance')).toMatchObject({
        database_version: version,
        deletion_protection: true,
        lifecycle: { prevent_destroy: true },
        settings: {
          availability_type: 'ZONAL',
          ip_configuration: { ipv4_enabled: false, ssl_mode: 'ENCRYPTED_ONLY' },
          backup_configuration: { enabled: true, backup_retention_settings: { retained_backups: 14 } },
        },
      });
    },
  );
});

describe('a budget', () => {
  const options = { budgetName: 'atlas', monthlyUsd: 100, recipients: ['a@b.example'], thresholdsPercent: [80] };

  test('mails what was spent and what is expected', () => {
    const aws = synth((stack) => new EksBudget(stack, 'Budget', options));
    const told = resourceOf(aws, 'aws_budgets_budget').notification;
    expect(told).toMatchObject([
      { threshold: 80, notification_type: 'ACTUAL' },
      { threshold: 100, notification_type: 'FORECASTED' },
    ]);
    const google = synth(
      (stack) => new GkeBudget(stack, 'Budget', '0-0-0', 'atlas-1', { ...options, forecastPercent: [] }),
    );
    expect(resourceOf(google, 'google_billing_budget').threshold_rules).toEqual([{ threshold_percent: 0.8 }]);
  });

  test('watches for unusual spending and splits the bill only when told so', () => {
    const base = { monitorName: 'atlas', clusterName: 'atlas', recipients: ['a@b.example'] };
    const quiet = synth((stack) => new EksCostWatch(stack, 'CostWatch', base));
    expect(quiet.resource).toBeUndefined();
    const json = synth(
      (stack) => new EksCostWatch(stack, 'CostWatch', { ...base, anomalyUsd: 50, activateTags: true }),
    );
    expect(resourceOf(json, 'aws_ce_anomaly_subscription').threshold_expression.dimension.values).toEqual(['50']);
    expect(resourcesOf(json, 'aws_ce_cost_allocation_tag').map((tag) => tag.tag_key)).toContain('hubfleet:hub');
  });
});

describe('a pipeline', () => {
  test.each([
    [CiTrust.github({ repository: 'a/b' }), ['repo:a/b:ref:refs/heads/main']],
    [CiTrust.github({ repository: 'a/b', environments: ['prod'] }), ['repo:a/b:environment:prod']],
    [
      CiTrust.github({ repository: 'a/b', environments: ['prod'], branches: ['x'] }),
      ['repo:a/b:environment:prod', 'repo:a/b:ref:refs/heads/x'],
    ],
    [CiTrust.gitlab({ project: 'a/b' }), ['project_path:a/b:ref_type:branch:ref:main']],
    [
      CiTrust.hcp({ organization: 'o', project: 'p', workspaces: ['w'] }),
      ['organization:o:project:p:workspace:w:run_phase:plan', 'organization:o:project:p:workspace:w:run_phase:apply'],
    ],
  ])('is trusted in these runs only', ({ subjects }, expected) => {
    expect(subjects).toEqual(expected);
  });

  test('uses an identity provider that the account has already', () => {
    const json = synth((stack) => {
      const zones = ['us-west-2a', 'us-west-2b'];
      const at = { clusterName: 'atlas', region: 'us-west-2', zones, kubernetesVersion: '1.35' };
      const options = { identityName: 'atlas-ci', trust: CiTrust.gitlab({ project: 'a/b' }) };
      const arn = 'arn:aws:iam::210987654321:oidc-provider/gitlab.com';
      new EksCluster(stack, 'Cluster', at).createCiIdentity(stack, 'Ci', options, arn);
    });
    expect(resourcesOf(json, 'aws_iam_openid_connect_provider')).toHaveLength(1);
    expect(resourceOf(json, 'aws_eks_access_entry').principal_arn).toMatch(/^\$\{aws_iam_role\.Ci_Role/);
    expect(json.resource).not.toHaveProperty('aws_iam_access_key');
  });

  test('has no key on Google Cloud either', () => {
    const json = synth((stack) => {
      const at = { clusterName: 'atlas', project: 'atlas-1', location: 'europe-west2', kubernetesVersion: '1.35' };
      const options = { identityName: 'atlas-ci', trust: CiTrust.gitlab({ project: 'a/b' }) };
      new GkeCluster(stack, 'Cluster', at).createCiIdentity(stack, 'Ci', options);
    });
    expect(resourceOf(json, 'google_iam_workload_identity_pool_provider').oidc).toEqual({
      issuer_uri: 'https://gitlab.com',
    });
    expect(json.resource).not.toHaveProperty('google_service_account_key');
  });
});

describe('further permissions of a hub', () => {
  const identity = { namespaceName: 'staging', serviceAccountName: 'user-sa', identityName: 'atlas-staging' };

  test.each(['*', 's3:*'])('on AWS cannot be everything: %s', (action) => {
    expect(() =>
      synth((stack) => {
        const found = EksCluster.fromEksClusterAttributes(stack, 'Cluster', { clusterName: 'a', region: 'us-west-2' });
        const user = found.createWorkloadIdentity(stack, 'Identity', identity);
        new EksPermissions(stack, 'Permissions', user, [{ actions: [action], resources: ['*'] }]);
      }),
    ).toThrow(`s/Permissions: actions allows everything by ${action}; name the actions`);
  });

  test('on Google Cloud cannot be everything', () => {
    expect(() =>
      synth((stack) => {
        const place = { clusterName: 'a', project: 'p', location: 'europe-west2' };
        const found = GkeCluster.fromGkeClusterAttributes(stack, 'Cluster', place);
        const user = found.createWorkloadIdentity(stack, 'Identity', identity);
        new GkeProjectRoles(stack, 'Roles', 'p', user, ['roles/editor']);
      }),
    ).toThrow('s/Roles: roles allows too much by roles/editor; name a role of one service');
  });
});
