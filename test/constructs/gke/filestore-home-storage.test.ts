import { FilestoreHomeStorage, type FilestoreHomeStorageProps, FilestoreTier } from '@hubfleet/constructs';
import { describe, expect, test } from 'vitest';
import { resourceOf, synth } from '../../support/synth.ts';

const storage = (overrides: Partial<FilestoreHomeStorageProps> = {}) =>
  synth((stack) => {
    const base = { storageName: 'atlas-main', networkName: 'atlas', zone: 'europe-west2-b', capacityGiB: 1024 };
    new FilestoreHomeStorage(stack, 'Homes', { ...base, ...overrides });
  });

describe('FilestoreHomeStorage', () => {
  test('is not destroyed by Terraform', () => {
    expect(resourceOf(storage(), 'google_filestore_instance')).toMatchObject({
      tier: 'BASIC_HDD',
      file_shares: { name: 'homes', capacity_gb: 1024 },
      deletion_protection_enabled: true,
      lifecycle: { prevent_destroy: true },
    });
  });

  test('is mounted from the networks it names, and may begin with a backup', () => {
    const { file_shares } = resourceOf(
      storage({ clientCidrs: ['10.0.0.0/16'], sourceBackup: 'projects/p/backups/b' }),
      'google_filestore_instance',
    );
    expect(file_shares).toMatchObject({
      source_backup: 'projects/p/backups/b',
      nfs_export_options: [{ ip_ranges: ['10.0.0.0/16'], access_mode: 'READ_WRITE' }],
    });
  });

  test.each([
    [FilestoreTier.BASIC_HDD, 1023, 1024],
    [FilestoreTier.BASIC_SSD, 2559, 2560],
    [FilestoreTier.ZONAL, 1023, 1024],
    [FilestoreTier.REGIONAL, 1023, 1024],
  ])('refuses less than the cloud sells', (tier, capacityGiB, minimum) => {
    expect(() => storage({ tier, capacityGiB })).toThrow(
      `s/Homes: capacityGiB of tier ${tier.tierName} must be at least ${minimum}, got ${capacityGiB}; raise it or choose another tier`,
    );
    expect(() => storage({ tier, capacityGiB: minimum })).not.toThrow();
  });
});
