import type { Resource } from '../resource';
import { see } from '../verdict';
import { always } from './amount';
import type { Charge, UnknownCharge } from './component';
import type { CostContext, Places } from './cost-context';
import { isHidden, textAt } from './sight';

const STORAGE = 'spec.resources.requests.storage';
const GIB_BY_UNIT: Readonly<Record<string, number>> = { Mi: 1 / 1024, Gi: 1, Ti: 1024 };

/** A claim without a volume of its own makes the cloud create a disk; one that names its volume creates nothing. */
export function volumeClaim(claim: Resource, context: CostContext): (Charge | UnknownCharge)[] {
  if (claim.get('spec.volume_name').state !== 'default') return [];
  const storage = textAt(claim, STORAGE, '');
  if (isHidden(storage)) return [{ name: 'disk', group: 'other', unpriced: storage.hidden }];
  const gibibytes = sizeOf(storage);
  const place = placeOf(context.places(claim.stack));
  if (gibibytes === undefined) {
    return [{ name: 'disk', group: 'other', unpriced: `its size is ${storage === '' ? 'not set' : storage}` }];
  }
  if (!place) return [{ name: 'disk', group: 'other', unpriced: 'the cloud of the cluster cannot be seen' }];
  const named = see(claim.get('spec.storage_class_name'));
  const kind = named.seen && typeof named.value === 'string' && named.value !== '' ? `, class ${named.value}` : '';
  return [
    {
      name: `disk of a volume claim, ${gibibytes} GiB${kind}`,
      group: 'other',
      ...place,
      quantity: always(gibibytes),
      usageBased: false,
    },
  ];
}

/** Size of a claim in GiB, as Kubernetes writes it. */
export function sizeOf(storage: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(Mi|Gi|Ti)$/.exec(storage);
  return match ? Number(match[1]) * (GIB_BY_UNIT[match[2] ?? ''] ?? 1) : undefined;
}

/** Storage classes are made by others; the disks are those that the clouds' current drivers create. */
export function placeOf({ aws, google }: Places): Pick<Charge, 'cloud' | 'item' | 'region'> | undefined {
  if (aws !== undefined) return { cloud: 'aws', item: 'ebs/gp3', region: aws };
  return google === undefined ? undefined : { cloud: 'google', item: 'disk/pd-balanced', region: google };
}
