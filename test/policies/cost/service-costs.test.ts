import { describe, expect, test } from 'vitest';
import { lines, priced, sums } from './support.ts';

describe('databases', () => {
  const rds = (more: object = {}) => ({
    aws_db_instance: {
      main: { instance_class: 'db.t4g.small', engine: 'postgres', allocated_storage: 50, storage_type: 'gp3', ...more },
    },
  });

  test('cost on AWS by the hand-checked table, twice with a standby', () => {
    // 0.032 × 730 = 23.36; 50 × 0.115 = 5.75; it may grow to 100 GiB.
    expect(lines(priced(rds({ max_allocated_storage: 100, manage_master_user_password: true })))).toEqual([
      'database server, db.t4g.small: $23.36 to $23.36',
      'database disk, 50 GiB gp3: $5.75 to $11.50',
      'password in Secrets Manager: $0.40 to $0.40',
    ]);
    expect(lines(priced(rds({ multi_az: true })))).toEqual([
      'database server, db.t4g.small, with a standby: $46.72 to $46.72',
      'database disk, 50 GiB gp3, with a standby: $11.50 to $11.50',
    ]);
  });

  test('cost on AWS by engine and in proportion to their size', () => {
    const line = (more: object) => lines(priced(rds(more)))[0];
    // 0.159 × 4 × 730 and 0.152 × 4 × 730.
    expect(line({ instance_class: 'db.m6g.2xlarge' })).toBe('database server, db.m6g.2xlarge: $464.28 to $464.28');
    expect(line({ instance_class: 'db.m6g.2xlarge', engine: 'mysql' })).toBe(
      'database server, db.m6g.2xlarge: $443.84 to $443.84',
    );
    expect(line({ engine: 'oracle-se2' })).toContain('there is no price for rds-oracle-se2/db.t4g.small');
  });

  const sql = (more: object = {}) => ({
    google_sql_database_instance: {
      main: { region: 'us-central1', settings: { tier: 'db-custom-2-7680', disk_size: 20, ...more } },
    },
  });

  test('cost on Google Cloud by the hand-checked table, twice with a standby', () => {
    // 2 × 0.0413 × 730 = 60.30; 7.5 × 0.007 × 730 = 38.325; 20 × 0.17 = 3.40; backups 40 × 0.08.
    expect(lines(priced(sql({ disk_autoresize_limit: 40 })))).toEqual([
      'database server, 2 CPUs: $60.30 to $60.30',
      'database server, 7.5 GiB of memory: $38.33 to $38.33',
      'database disk, 20 GiB PD_SSD: $3.40 to $6.80',
      'database backups: $0.00 to $3.20',
    ]);
    expect(lines(priced(sql({ availability_type: 'REGIONAL' })))).toEqual([
      'database server, 2 CPUs, with a standby: $120.60 to $120.60',
      'database server, 7.5 GiB of memory, with a standby: $76.65 to $76.65',
      'database disk, 20 GiB PD_SSD, with a standby: $6.80 to $6.80',
      'database backups: $0.00 to $1.60',
    ]);
  });
});

describe('copies of homes', () => {
  const assumptions = { homeGiB: 200, homeQuotaGiB: 1000, backupCopies: 1.5, homeReads: 2, homeWrites: 0.5 };

  test('in a vault and elastic throughput are billed by what the homes hold', () => {
    const estimate = priced(
      {
        aws_efs_file_system: { homes: { throughput_mode: 'elastic' } },
        aws_backup_vault: { homes: { name: 'homes' } },
      },
      { assumptions },
    );
    // At the most 1,000 GiB: 0.30 for storage, 2 × 0.03 for reading, 0.5 × 0.06 for writing, 1.5 × 0.05 for backups.
    expect(lines(estimate)).toEqual([
      'home directories: $0.00 to $300.00',
      'reading: $0.00 to $60.00',
      'writing: $0.00 to $30.00',
      'backups of file systems: $0.00 to $75.00',
    ]);
    expect(sums(estimate).expected).toBe('$93.00');
  });

  test('as snapshots of a disk are billed by its content, at the most by its size', () => {
    const tags = { 'hubfleet:home-disk': 'homes' };
    const aws = priced(
      {
        aws_ebs_volume: { homes: { size: 500, type: 'gp3', tags }, other: { size: 100, type: 'gp3' } },
        aws_dlm_lifecycle_policy: { daily: { policy_details: { target_tags: tags } } },
      },
      { assumptions },
    );
    expect(lines(aws)).toContain('snapshots of a disk of 500 GiB: $0.00 to $37.50');
    // Disks 40 + 8, snapshots 200 × 1.5 × 0.05.
    expect(sums(aws).expected).toBe('$63.00');
    const google = priced(
      {
        google_compute_disk: { homes: { name: 'homes', size: 500, type: 'pd-balanced', zone: 'us-central1-b' } },
        google_compute_resource_policy: { daily: { name: 'daily' } },
        google_compute_disk_resource_policy_attachment: {
          daily: { disk: '${google_compute_disk.homes.name}', name: 'daily', zone: 'us-central1-b' },
        },
      },
      { assumptions },
    );
    // Disk 50; snapshots 200 × 1.5 × 0.065, at the most 500 × 1.5 × 0.065.
    expect(sums(google)).toEqual({ floor: '$50.00', expected: '$69.50', ceiling: '$98.75' });
  });
});

describe('fast disks', () => {
  test('are billed for what their type does not include, per node where they are disks of nodes', () => {
    const estimate = priced({
      google_compute_disk: {
        homes: {
          zone: 'us-central1-b',
          type: 'hyperdisk-balanced',
          size: 100,
          provisioned_iops: 5000,
          provisioned_throughput: 240,
        },
      },
      google_container_node_pool: {
        core: {
          location: 'us-central1-b',
          node_count: 2,
          node_config: {
            machine_type: 'e2-medium',
            disk_type: 'hyperdisk-balanced',
            disk_size_gb: 50,
            boot_disk: { provisioned_iops: 3000, provisioned_throughput: 200 },
          },
        },
      },
      aws_launch_template: {
        fast: {
          block_device_mappings: [{ ebs: { volume_size: 50, volume_type: 'gp3', iops: 4000, throughput: 125 } }],
        },
      },
      aws_eks_node_group: {
        core: {
          instance_types: ['r5.xlarge'],
          launch_template: { id: '${aws_launch_template.fast.id}' },
          scaling_config: { min_size: 2, max_size: 3 },
        },
      },
    });
    // 2,000 × 0.005; 100 × 0.04; 2 nodes × 60 × 0.04; 2 to 3 nodes × 1,000 × 0.005.
    expect(lines(estimate)).toEqual(
      expect.arrayContaining([
        '2000 more IOPS: $10.00 to $10.00',
        '100 more MiB/s: $4.00 to $4.00',
        'node disks, 60 more MiB/s each: $4.80 to $4.80',
        'node disks, 1000 more IOPS each: $10.00 to $15.00',
      ]),
    );
    expect(lines(estimate).filter((line) => line.includes(' more '))).toHaveLength(4);
  });
});

describe('what watches hubs', () => {
  test.each([
    [{ type: 'HTTP' }, ['health check: $0.75 to $0.75']],
    [{ type: 'HTTPS' }, ['health check: $0.75 to $0.75', '1 option of the health check: $2.00 to $2.00']],
    [
      { type: 'HTTPS_STR_MATCH', request_interval: 10 },
      ['health check: $0.75 to $0.75', '3 options of the health check: $6.00 to $6.00'],
    ],
  ])('a health check with %j costs %j', (check, expected) => {
    expect(lines(priced({ aws_route53_health_check: { hub: check } }))).toEqual(expected);
  });

  test('an alarm costs ten cents', () => {
    expect(lines(priced({ aws_cloudwatch_metric_alarm: { hub: {} } }))).toEqual(['alarm: $0.10 to $0.10']);
  });
});

describe('the network', () => {
  test('bills an interface endpoint in each zone, and a gateway endpoint not at all', () => {
    const estimate = priced({
      aws_vpc_endpoint: {
        s3: { service_name: 's3' },
        ecr: { vpc_endpoint_type: 'Interface', subnet_ids: ['subnet-a', 'subnet-b'] },
      },
    });
    expect(lines(estimate)).toEqual(['interface endpoint in 2 zones: $14.60 to $14.60']);
    expect(estimate.freeResources).toHaveLength(1);
    const hidden = { vpc_endpoint_type: 'Interface', subnet_ids: '${var.subnets}' };
    expect(lines(priced({ aws_vpc_endpoint: { ecr: hidden } }))).toEqual([
      'interface endpoint: each zone is billed, and subnet_ids is ${var.subnets}, which is known only when Terraform runs',
    ]);
  });

  const service = (spec: object, annotations?: object) => ({
    kubernetes_service_v1: { s: { metadata: { name: 's', annotations }, spec } },
  });
  const on = (cloud: 'aws' | 'google', blocks: Parameters<typeof priced>[0]) =>
    lines(priced(blocks, { places: { hub: { [cloud]: cloud === 'aws' ? 'us-west-2' : 'us-central1' } } }));

  test.each([
    ['aws', { type: 'LoadBalancer' }, undefined, ['classic load balancer: $18.25 to $18.25']],
    [
      'aws',
      { type: 'LoadBalancer' },
      { 'service.beta.kubernetes.io/aws-load-balancer-type': 'nlb' },
      ['network load balancer: $16.43 to $16.43'],
    ],
    ['google', { type: 'LoadBalancer' }, undefined, ['load balancer: $18.25 to $18.25']],
    ['google', { type: 'ClusterIP' }, undefined, []],
    ['aws', {}, undefined, []],
  ] as const)('on %s a service of Kubernetes with %j and %j costs %j', (cloud, spec, annotations, expected) => {
    expect(on(cloud, service(spec, annotations))).toEqual(expected);
  });

  test.each([
    ['traefik', {}, ['load balancer: $18.25 to $18.25']],
    ['traefik', { service: { type: 'ClusterIP' } }, []],
    ['traefik', { service: { enabled: false } }, []],
    ['prometheus', {}, ['disk of metrics, 8 GiB: $0.80 to $0.80', 'disk of alerts, 2 GiB: $0.20 to $0.20']],
    [
      'prometheus',
      { server: { persistentVolume: { size: '100Gi' } }, alertmanager: { enabled: false } },
      ['disk of metrics, 100 GiB: $10.00 to $10.00'],
    ],
    ['grafana', {}, []],
    ['grafana', { persistence: { enabled: true, size: '5Gi' } }, ['disk of dashboards, 5 GiB: $0.50 to $0.50']],
    ['cert-manager', {}, []],
  ])('the chart %s with %j costs %j', (chart, values, expected) => {
    expect(on('google', { helm_release: { r: { chart, values: [JSON.stringify(values)] } } })).toEqual(expected);
  });

  test('bills flow logs of Google Cloud as they come in, and nothing without them', () => {
    const subnetwork = (more: object) =>
      lines(
        priced(
          { google_compute_subnetwork: { s: { region: 'us-central1', ...more } } },
          { assumptions: { logGB: 10 } },
        ),
      );
    expect(subnetwork({ log_config: { flow_sampling: 0.5 } })).toEqual(['flow logs taken in: $0.00 to $5.00']);
    expect(subnetwork({})).toEqual([]);
  });

  test.each([
    [30, ['logs taken in: $0.00 to $5.00']],
    // 10 GB × 335 days / 30.42 × 0.01.
    [365, ['logs taken in: $0.00 to $5.00', 'logs kept for 365 days: $0.00 to $1.10']],
  ])('bills a log bucket of %i days', (days, expected) => {
    const bucket = { google_logging_project_bucket_config: { b: { retention_days: days, location: 'us-central1' } } };
    expect(lines(priced(bucket, { assumptions: { logGB: 10 } }))).toEqual(expected);
  });
});
