import { FILESTORE_MINIMUM } from '../../cost/google-storage';
import type { Resource } from '../../resource';
import type { Rule } from '../../rule';
import { asNumber, fail, judge, pass, see, show, unknown, type Verdict } from '../../verdict';

function filestore(instance: Resource): Verdict {
  const tier = see(instance.get('tier'));
  if (!tier.seen) return unknown(`tier cannot be checked: it ${tier.reason}`, 'tier');
  const least = FILESTORE_MINIMUM[String(tier.value)];
  if (least === undefined) return pass;
  const path = 'file_shares.capacity_gb';
  return judge(instance.get(path), path, (value) => {
    const capacity = asNumber(value);
    if (capacity !== undefined && capacity >= least) return undefined;
    return `${path} is ${show(value)}, but tier ${String(tier.value)} bills at least ${least} GiB`;
  });
}

/** Provisioned throughput is billed day and night, at six dollars for each MiB/s. */
function efs(system: Resource): Verdict {
  const path = 'throughput_mode';
  const mode = see(system.get(path));
  if (!mode.seen) return unknown(`${path} cannot be checked: it ${mode.reason}`, path);
  if (mode.value !== 'provisioned') return pass;
  return fail(`${path} is provisioned, which costs $6.00 a month for each MiB/s, used or not`, path);
}

const instance = (capacity: number) => ({
  resource: {
    google_filestore_instance: { homes: { tier: 'BASIC_SSD', file_shares: { name: 'homes', capacity_gb: capacity } } },
  },
});

/** Storage is not billed for more than it holds by its own minimum or by speed nobody uses. */
export const storageMinimum: Rule = {
  id: 'cost/storage-minimum',
  title: 'File storage is not billed by a minimum above its size, nor by provisioned speed',
  why: 'Tiers of Filestore bill 1 TiB or 2.5 TiB at least, and EFS bills provisioned throughput all month.',
  severity: 'medium',
  category: 'cost',
  stages: ['synth', 'plan'],
  remedy:
    'Choose a tier whose minimum fits homeStorage.capacityGiB in cluster.yaml. In Terraform change tier or capacity_gb, or set throughput_mode = "elastic".',
  references: [],
  examples: { pass: { terraform: instance(2560) }, fail: { terraform: instance(1024) } },
  checks: { google_filestore_instance: filestore, aws_efs_file_system: efs },
};
