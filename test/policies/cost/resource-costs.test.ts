import { describe, expect, test } from 'vitest';
import { PriceBook } from '../../../policies/src/prices/price-book.ts';
import { lines, priced, sums } from './support.ts';

describe('the control plane of EKS', () => {
  const cluster = (attributes: object, today = '2026-11-22') =>
    lines(priced({ aws_eks_cluster: { main: attributes } }, { today }));
  const EXTENDED = 'control plane, 1.34 in extended support: $438.00 to $438.00';
  const PLAIN = 'control plane: $73.00 to $73.00';

  test.each([
    ['costs $73 until the last day of standard support', { version: '1.34' }, '2026-12-02', PLAIN],
    ['costs $438 from the day after', { version: '1.34' }, '2026-12-03', EXTENDED],
    [
      'stays at $73 with support type STANDARD',
      { version: '1.34', upgrade_policy: { support_type: 'STANDARD' } },
      '2026-12-03',
      PLAIN,
    ],
    ['costs $73 without a version', {}, '2026-12-03', PLAIN],
  ])('%s', (_, attributes, today, line) => {
    expect(cluster(attributes, today)).toEqual([line]);
  });

  test('costs $438 for a version that was dropped long ago', () => {
    expect(cluster({ version: '1.25' })).toEqual(['control plane, 1.25 in extended support: $438.00 to $438.00']);
  });
});

describe('what use brings', () => {
  const assumptions = {
    natGBPerNodeHour: 0.5,
    loadBalancerGB: 100,
    addressesPerLoadBalancer: 2,
    homeGiB: 200,
    homeQuotaGiB: 1000,
    infrequentShare: 0.5,
    bucketGiB: 50,
    logGB: 10,
    registryGiB: 0,
    homeReads: 2,
    homeWrites: 0.5,
    backupCopies: 1,
  };

  test('is billed on AWS by the hand-checked table', () => {
    const estimate = priced(
      {
        aws_efs_file_system: {
          homes: { throughput_mode: 'bursting', lifecycle_policy: [{ transition_to_ia: 'AFTER_90_DAYS' }] },
        },
        aws_s3_bucket: { scratch: { bucket: 'scratch' } },
        aws_kms_key: { key: {} },
        aws_eip: { nat: { domain: 'vpc' } },
        aws_cloudwatch_log_group: { logs: { retention_in_days: 365 } },
        aws_ebs_volume: { disk: { size: 100, type: 'gp3', iops: 4000, throughput: 225 } },
        helm_release: { ingress: { chart: 'traefik' } },
      },
      { assumptions },
    );
    expect(lines(estimate)).toEqual([
      'home directories: $0.00 to $300.00',
      'home directories, seldom read: $0.00 to $2.50',
      'objects: $0.00 to $1.15',
      'key: $1.00 to $1.00',
      'public IPv4 address: $3.65 to $3.65',
      'logs taken in: $0.00 to $5.00',
      'logs kept for 365 days: $0.00 to $3.60',
      'volume, 100 GiB gp3: $8.00 to $8.00',
      '1000 more IOPS: $5.00 to $5.00',
      '100 more MiB/s: $4.00 to $4.00',
      'classic load balancer: $18.25 to $18.25',
      '2 public IPv4 addresses of the load balancer: $7.30 to $7.30',
      'load balancer traffic: $0.00 to $0.80',
      'traffic to users: $0.00 to $9.00',
    ]);
    // Expected homes: 100 GiB × 0.30 + 100 GiB × 0.025.
    expect(sums(estimate)).toEqual({ floor: '$47.20', expected: '$99.25', ceiling: '$369.25' });
  });

  test('is billed on Google Cloud by the hand-checked table', () => {
    const location = 'us-central1';
    const estimate = priced(
      {
        google_storage_bucket: {
          scratch: { location: 'US-CENTRAL1' },
          archive: { location: 'US', storage_class: 'NEARLINE' },
        },
        google_kms_crypto_key: { key: {} },
        google_compute_address: {
          inside: { address_type: 'INTERNAL', region: location },
          outside: { region: location },
        },
        google_logging_project_bucket_config: { logs: { retention_days: 31 } },
        google_compute_disk: { disk: { zone: 'us-central1-b', type: 'pd-ssd', size: 100 } },
        helm_release: { ingress: { chart: 'ingress-nginx' } },
      },
      { assumptions, places: { hub: { google: location } } },
    );
    expect(lines(estimate)).toEqual([
      'objects: $0.00 to $1.00',
      'objects: $0.00 to $0.75',
      'key version: $0.06 to $0.06',
      'public address: $3.65 to $3.65',
      'logs taken in: $0.00 to $5.00',
      'logs kept for 31 days: $0.00 to $0.00',
      'disk, 100 GiB pd-ssd: $17.00 to $17.00',
      'load balancer: $18.25 to $18.25',
      'traffic to users: $0.00 to $12.00',
    ]);
  });

  test('counts at most 32 machines behind Cloud NAT', () => {
    const estimate = priced({
      google_compute_router_nat: { nat: { region: 'us-central1' } },
      google_container_node_pool: {
        users: {
          location: 'us-central1-b',
          autoscaling: { max_node_count: 100 },
          node_config: { machine_type: 'e2-medium' },
        },
      },
    });
    // 32 × 730 × 0.0014.
    expect(lines(estimate)).toContain('NAT, machines behind it: $0.00 to $32.70');
  });
});

describe('what has no price', () => {
  test('is named with its reason and adds nothing', () => {
    const estimate = priced({
      aws_db_instance: { main: { instance_class: 'db.x9.large', engine: 'postgres' } },
      aws_fsx_lustre_file_system: { main: {} },
      aws_eks_fargate_profile: { main: {} },
      aws_eks_node_group: { odd: { instance_types: ['x99.large'], scaling_config: { min_size: 1, max_size: 1 } } },
      aws_cloudwatch_log_group: { logs: {} },
      aws_vpc: { main: {} },
    });
    expect(lines(estimate)).toEqual([
      'database server, db.x9.large: there is no price for rds-postgres/db.x9.large',
      'database disk, 20 GiB gp2: $2.30 to $2.30',
      'aws_fsx_lustre_file_system: there is no price for aws_fsx_lustre_file_system',
      'aws_eks_fargate_profile: Fargate bills what pods request',
      '1 × x99.large, on demand: there is no price for machine/x99.large',
      'node disks, 20 GiB gp3 each: $1.60 to $1.60',
      'logs kept: logs are kept for ever, so the amount has no bound',
    ]);
    expect(estimate.freeResources).toHaveLength(1);
  });
});

describe('a volume claim', () => {
  const claim = (spec: object) =>
    lines(
      priced({ kubernetes_persistent_volume_claim_v1: { c: { spec } } }, { places: { hub: { aws: 'us-west-2' } } }),
    );
  const sized = (storage: string) => ({ resources: { requests: { storage } } });

  test.each([
    ['makes a disk of its size', sized('100Gi'), ['disk of a volume claim, 100 GiB: $8.00 to $8.00']],
    ['makes nothing when it names its volume', { ...sized('100Gi'), volume_name: 'homes' }, []],
    ['is unpriced without a size', {}, ['disk: its size is not set']],
    ['is unpriced in an odd size', sized('many'), ['disk: its size is many']],
  ])('%s', (_, spec, expected) => {
    expect(claim(spec)).toEqual(expected);
  });
});

describe('a credit', () => {
  const credit = (monthlyUsd: number) =>
    new PriceBook(undefined, {
      credits: [{ name: 'free cluster', cloud: 'google', items: 'gke/cluster', monthlyUsd }],
    });
  const cluster = { google_container_cluster: { main: { location: 'us-central1-b', remove_default_node_pool: true } } };

  test.each([
    [74.4, '$0.00'],
    [50, '$23.00'],
  ])('of %d dollars leaves %s of the fee of 73 dollars', (monthlyUsd, left) => {
    expect(sums(priced(cluster, { book: credit(monthlyUsd) })).floor).toBe(left);
  });

  test('is not taken off anything else', () => {
    const key = { google_kms_crypto_key: { key: {} } };
    expect(sums(priced(key, { book: credit(74.4) })).floor).toBe('$0.06');
  });
});
