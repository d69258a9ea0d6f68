import { EfsHomeStorage, EksNetwork } from '@hubfleet/constructs';
import { describe, expect, test } from 'vitest';
import { resourceOf, resourcesOf, synth } from '../../support/synth.ts';

const storage = (backupRetentionDays?: number) =>
  synth((stack) => {
    const zones = ['us-west-2a', 'us-west-2b'];
    const network = EksNetwork.fromEksNetworkAttributes(stack, 'Network', {
      networkName: 'atlas',
      zones,
      cidr: '10.0.0.0/16',
    });
    new EfsHomeStorage(stack, 'Homes', { storageName: 'atlas-main', network, backupRetentionDays });
  });

describe('EfsHomeStorage', () => {
  test('is encrypted with a key of its own and not destroyed by Terraform', () => {
    const json = storage();
    const kept = { lifecycle: { prevent_destroy: true } };
    expect(resourceOf(json, 'aws_efs_file_system')).toMatchObject({ encrypted: true, ...kept });
    expect(resourceOf(json, 'aws_kms_key')).toMatchObject({ enable_key_rotation: true, ...kept });
    expect(resourceOf(json, 'aws_backup_vault')).toMatchObject(kept);
  });

  test('is reached from each zone, by NFS from its network only', () => {
    const json = storage();
    expect(resourcesOf(json, 'aws_efs_mount_target')).toHaveLength(2);
    expect(resourceOf(json, 'aws_vpc_security_group_ingress_rule')).toMatchObject({
      cidr_ipv4: '10.0.0.0/16',
      from_port: 2049,
      to_port: 2049,
      ip_protocol: 'tcp',
    });
  });

  test.each([
    [undefined, 30],
    [7, 7],
  ])('keeps daily backups for %s days (30 by default)', (days, kept) => {
    expect(resourceOf(storage(days), 'aws_backup_plan').rule).toMatchObject([{ lifecycle: { delete_after: kept } }]);
  });
});
