import { EbsHomeDisk, type HomeDiskOptions, PersistentHomeDisk } from '@hubfleet/constructs';
import { describe, expect, test } from 'vitest';
import { resourceOf, synth } from '../support/synth.ts';

const ebs = (overrides: Partial<HomeDiskOptions> = {}) =>
  synth((stack) => {
    new EbsHomeDisk(stack, 'Homes', { diskName: 'atlas-main', zone: 'us-west-2a', sizeGiB: 500, ...overrides });
  });
const persistent = (overrides: Partial<HomeDiskOptions> = {}) =>
  synth((stack) => {
    const base = { diskName: 'atlas-main', zone: 'europe-west2-b', sizeGiB: 500 };
    new PersistentHomeDisk(stack, 'Homes', { ...base, ...overrides });
  });

describe('a disk for homes', () => {
  test('is encrypted and not destroyed by Terraform', () => {
    expect(resourceOf(ebs(), 'aws_ebs_volume')).toMatchObject({
      encrypted: true,
      type: 'gp3',
      size: 500,
      tags: { 'hubfleet:volume-purpose': 'home' },
      lifecycle: { prevent_destroy: true },
    });
    expect(resourceOf(persistent(), 'google_compute_disk')).toMatchObject({
      type: 'pd-balanced',
      size: 500,
      lifecycle: { prevent_destroy: true },
    });
  });

  test.each([
    [undefined, 30],
    [7, 7],
  ])('keeps daily snapshots for %s days (30 by default)', (backupRetentionDays, kept) => {
    const { policy_details } = resourceOf(ebs({ backupRetentionDays }), 'aws_dlm_lifecycle_policy');
    expect(policy_details).toMatchObject({
      target_tags: { 'hubfleet:home-disk': 'atlas-main' },
      schedule: [{ create_rule: { interval: 24 }, retain_rule: { interval: kept, interval_unit: 'DAYS' } }],
    });
    const json = persistent({ backupRetentionDays });
    expect(resourceOf(json, 'google_compute_resource_policy').snapshot_schedule_policy).toMatchObject({
      schedule: { daily_schedule: { days_in_cycle: 1 } },
      retention_policy: { max_retention_days: kept, on_source_disk_delete: 'KEEP_AUTO_SNAPSHOTS' },
    });
    expect(resourceOf(json, 'google_compute_disk_resource_policy_attachment').zone).toBe('europe-west2-b');
  });

  test('is as fast as it is told', () => {
    expect(resourceOf(ebs({ iops: 6000, throughputMibps: 250 }), 'aws_ebs_volume')).toMatchObject({
      iops: 6000,
      throughput: 250,
    });
    const fast = { diskType: 'hyperdisk-balanced', iops: 6000, throughputMibps: 250 };
    expect(resourceOf(persistent(fast), 'google_compute_disk')).toMatchObject({
      provisioned_iops: 6000,
      provisioned_throughput: 250,
    });
  });
});
