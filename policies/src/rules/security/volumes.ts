import { openRange } from '../../cidr';
import type { Resource } from '../../resource';
import { all, fail, judge, pass, see, unknown, type Verdict } from '../../verdict';
import { requireSet, setRule } from '../attribute-rule';
import { cloudRule, numbers } from '../cloud-rule';

const OWN_KEY =
  'The cloud encrypts it with a key of its own anyway; yours lets you see and stop every use of the data.';
const key = { severity: 'low', strict: true, why: OWN_KEY } as const;

/** The key is one's own. */
export const efsKey = setRule({
  ...key,
  id: 'security/efs-key',
  title: 'An EFS file system is encrypted with a key of your own',
  remedy: 'Home storage made by hubfleet has one. In Terraform set kms_key_id; it replaces the file system.',
  references: numbers({ checkov: 'CKV_AWS_184' }),
  type: 'aws_efs_file_system',
  path: 'kms_key_id',
  example: 'arn:aws:kms:eu-west-1:123456789012:key/4a5b',
});

/** The key is one's own. */
export const ebsKey = setRule({
  ...key,
  id: 'security/ebs-key',
  title: 'An EBS volume is encrypted with a key of your own',
  remedy: 'In Terraform set kms_key_id; it replaces the volume.',
  references: numbers({ checkov: 'CKV_AWS_189', trivy: 'AWS-0027' }),
  type: 'aws_ebs_volume',
  path: 'kms_key_id',
  example: 'arn:aws:kms:eu-west-1:123456789012:key/4a5b',
});

/** The key is one's own. */
export const gceDiskKey = setRule({
  ...key,
  id: 'security/gce-disk-key',
  title: 'A persistent disk is encrypted with a key of your own',
  remedy: 'In Terraform set disk_encryption_key { kms_key_self_link }; it replaces the disk.',
  references: numbers({ checkov: 'CKV_GCP_37', trivy: 'GCP-0034' }),
  type: ['google_compute_disk', 'google_compute_region_disk'],
  path: 'disk_encryption_key.kms_key_self_link',
  example: 'projects/hubs/locations/europe-west2/keyRings/data/cryptoKeys/disk',
});

/** The key is one's own. */
export const filestoreKey = setRule({
  ...key,
  id: 'security/filestore-key',
  title: 'A Filestore instance is encrypted with a key of your own',
  remedy: 'In Terraform set kms_key_name, which the basic tiers do not have; it replaces the instance.',
  type: 'google_filestore_instance',
  path: 'kms_key_name',
  unless: [
    ['tier', 'BASIC_HDD'],
    ['tier', 'BASIC_SSD'],
  ],
  around: { tier: 'ZONAL' },
  example: 'projects/hubs/locations/europe-west2/keyRings/data/cryptoKeys/homes',
});

const POINT = 'aws_efs_access_point';

/** A mount sees its own directory as its own user. */
export const efsAccessPoint = cloudRule(
  {
    id: 'security/efs-access-point',
    title: 'An EFS access point has a directory and a user of its own',
    why: 'Without them whoever mounts it sees the whole file system, with whatever user id it claims to have.',
    severity: 'medium',
    remedy: 'In Terraform set root_directory { path = "/hub" } and posix_user { uid = 1000, gid = 100 }.',
    references: numbers({ checkov: 'CKV_AWS_329 CKV_AWS_330' }),
  },
  {
    pass: { [POINT]: { hub: { root_directory: { path: '/hub' }, posix_user: { uid: 1000, gid: 100 } } } },
    fail: { [POINT]: { hub: { file_system_id: 'fs-0123456789abcdef0' } } },
  },
  {
    [POINT]: (point) =>
      all(
        judge(point.get('root_directory.path'), 'root_directory.path', (value) =>
          value === undefined || value === '/' ? 'root_directory.path is the root of the file system' : undefined,
        ),
        requireSet(point, 'posix_user.uid', 'so clients choose their user id themselves'),
      ),
  },
);

const EXPORTS = 'file_shares.nfs_export_options';

function judgeExports(instance: Resource): Verdict {
  const exported = instance.blocks(EXPORTS);
  if (exported.length === 0)
    return fail(
      `${EXPORTS} is not set, so everything in the network and in networks joined to it may mount the share`,
      EXPORTS,
    );
  return exported.flatMap((block) => {
    const attribute = `${block.at}.ip_ranges`;
    const ranges = block.each('ip_ranges').map(see);
    const open = openRange(ranges.flatMap((sight) => (sight.seen ? [String(sight.value)] : [])));
    if (ranges.length === 0) return fail(`${attribute} is not set, which means every address`, attribute);
    if (open !== undefined) return fail(`${attribute} holds ${open}`, attribute);
    const blind = ranges.find((sight) => !sight.seen);
    // A range taken from a network of one's own is never the internet.
    const isOwn = block.each('ip_ranges').every(({ state }) => state !== 'unknown');
    return blind && !blind.seen && !isOwn
      ? unknown(`${attribute} cannot be checked: it ${blind.reason}`, attribute)
      : pass;
  });
}

/** Homes are mounted by the nodes and by nobody else. */
export const filestoreExports = cloudRule(
  {
    id: 'security/filestore-exports',
    title: 'A Filestore share is exported to the nodes only',
    why: 'NFS asks for no password: whoever reaches the share reads all homes. Unset, that is the whole network with its peers.',
    severity: 'medium',
    remedy:
      'In Terraform set file_shares { nfs_export_options { ip_ranges = [<range of the nodes>], access_mode = "READ_WRITE" } }.',
  },
  {
    pass: {
      google_filestore_instance: {
        homes: {
          tier: 'BASIC_HDD',
          file_shares: { name: 'homes', nfs_export_options: [{ ip_ranges: ['10.0.0.0/20'] }] },
        },
      },
    },
    fail: { google_filestore_instance: { homes: { tier: 'BASIC_HDD', file_shares: { name: 'homes' } } } },
  },
  { google_filestore_instance: judgeExports },
);
