import { HOURS_PER_MONTH } from '../prices/price-sheet';
import type { Resource } from '../resource';
import { always, each, type Range } from './amount';
import type { Charge, UnknownCharge } from './component';
import type { CostContext } from './cost-context';
import { regionOf } from './gke-nodes';
import { isHidden, numberAt, textAt } from './sight';

const group = 'other' as const;

/** A disk that grows by itself: its first size, and at the most its last. */
function growing(size: number, most: number): Range {
  return { floor: size, expected: size, ceiling: Math.max(size, most) };
}

/** An RDS server, its disk and its password; a standby doubles server and disk. Backups up to the disk's size are free. */
export function rdsInstance(server: Resource, context: CostContext): (Charge | UnknownCharge)[] {
  const type = textAt(server, 'instance_class', '');
  const engine = textAt(server, 'engine', '');
  const size = numberAt(server, 'allocated_storage', 20);
  const most = numberAt(server, 'max_allocated_storage', 0);
  const disk = textAt(server, 'storage_type', 'gp2');
  const standby = textAt(server, 'multi_az', 'false');
  const password = textAt(server, 'manage_master_user_password', 'false');
  const common = { group, cloud: 'aws', region: context.places(server.stack).aws, usageBased: false } as const;
  const name = 'database server';
  if (isHidden(type)) return [{ name, group, unpriced: type.hidden }];
  if (isHidden(engine)) return [{ name, group, unpriced: engine.hidden }];
  if (isHidden(size)) return [{ name, group, unpriced: size.hidden }];
  if (isHidden(most)) return [{ name, group, unpriced: most.hidden }];
  if (isHidden(disk)) return [{ name, group, unpriced: disk.hidden }];
  const servers = standby === 'true' ? 2 : 1;
  const twice = servers === 2 ? ', with a standby' : '';
  return [
    {
      ...common,
      name: `${name}, ${type}${twice}`,
      item: `rds-${engine}/${type}`,
      quantity: always(servers * HOURS_PER_MONTH),
    },
    {
      ...common,
      name: `database disk, ${size} GiB ${disk}${twice}`,
      item: `rds/${disk}`,
      quantity: each(growing(size, most), (gibibytes) => gibibytes * servers),
    },
    ...(password === 'true'
      ? [{ ...common, name: 'password in Secrets Manager', item: 'secrets/secret', quantity: always(1) }]
      : []),
  ];
}

/** A Cloud SQL server: CPUs and memory of the tier, its disk, and backups as large as the disk. */
export function cloudSqlInstance(server: Resource, context: CostContext): (Charge | UnknownCharge)[] {
  const tier = textAt(server, 'settings.tier', '');
  const size = numberAt(server, 'settings.disk_size', 10);
  const most = numberAt(server, 'settings.disk_autoresize_limit', 0);
  const disk = textAt(server, 'settings.disk_type', 'PD_SSD');
  const availability = textAt(server, 'settings.availability_type', 'ZONAL');
  const name = 'database server';
  if (isHidden(tier)) return [{ name, group, unpriced: tier.hidden }];
  if (isHidden(size)) return [{ name, group, unpriced: size.hidden }];
  if (isHidden(most)) return [{ name, group, unpriced: most.hidden }];
  if (isHidden(disk)) return [{ name, group, unpriced: disk.hidden }];
  const common = { group, cloud: 'google', region: regionOf(server, context), usageBased: false } as const;
  const servers = availability === 'REGIONAL' ? 2 : 1;
  const twice = servers === 2 ? ', with a standby' : '';
  const space = growing(size, most);
  return [
    ...tierCharges(tier).map(({ item, units, of }) => ({
      ...common,
      name: `${name}, ${of}${twice}`,
      item,
      quantity: always(units * servers * HOURS_PER_MONTH),
    })),
    {
      ...common,
      name: `database disk, ${size} GiB ${disk}${twice}`,
      item: `sql/${disk}`,
      quantity: each(space, (gibibytes) => gibibytes * servers),
    },
    { ...common, name: 'database backups', item: 'sql/backup', quantity: { ...space, floor: 0 }, usageBased: true },
  ];
}

function tierCharges(tier: string): { readonly item: string; readonly units: number; readonly of: string }[] {
  const custom = /^db-custom-(\d+)-(\d+)$/.exec(tier);
  if (!custom) return [{ item: `sql/${tier}`, units: 1, of: tier }];
  const [cpus, gibibytes] = [Number(custom[1]), Number(custom[2]) / 1024];
  return [
    { item: 'sql/vcpu', units: cpus, of: `${cpus} ${cpus === 1 ? 'CPU' : 'CPUs'}` },
    { item: 'sql/gib', units: gibibytes, of: `${gibibytes} GiB of memory` },
  ];
}
