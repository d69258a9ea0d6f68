import { helmValues } from '../helm-values';
import type { Resource } from '../resource';
import { asBoolean, see } from '../verdict';
import { always } from './amount';
import type { Charge, UnknownCharge } from './component';
import type { CostContext } from './cost-context';
import { placeOf, sizeOf } from './volume-claim';

/** A disk that a chart claims. */
interface ChartDisk {
  readonly name: string;
  /** Switches in the values that must all be on, with what the chart has. */
  readonly switches: Readonly<Record<string, boolean>>;
  /** Path of the size. */
  readonly size: string;
  /** What the chart claims unless its values say otherwise. */
  readonly usual: string;
}

/** Disks of the charts that watch clusters, by the defaults of their values. */
export const CHART_DISKS: Readonly<Record<string, readonly ChartDisk[]>> = {
  prometheus: [
    {
      name: 'metrics',
      switches: { 'server.persistentVolume.enabled': true },
      size: 'server.persistentVolume.size',
      usual: '8Gi',
    },
    {
      name: 'alerts',
      switches: { 'alertmanager.enabled': true, 'alertmanager.persistence.enabled': true },
      size: 'alertmanager.persistence.size',
      usual: '2Gi',
    },
  ],
  grafana: [
    { name: 'dashboards', switches: { 'persistence.enabled': false }, size: 'persistence.size', usual: '10Gi' },
  ],
};

/** What the disk of a chart costs, where it is switched on. */
export function diskOfClaim(release: Resource, disk: ChartDisk, context: CostContext): (Charge | UnknownCharge)[] {
  const values = helmValues(release);
  const isOn = Object.entries(disk.switches).every(([path, usual]) => {
    const sight = see(values.get(path));
    return !sight.seen || (asBoolean(sight.value) ?? usual);
  });
  if (!isOn) return [];
  const size = see(values.get(disk.size));
  const name = `disk of ${disk.name}`;
  if (!size.seen) return [{ name, group: 'other', unpriced: `its size ${size.reason}` }];
  const gibibytes = sizeOf(String(size.value ?? disk.usual));
  const place = placeOf(context.places(release.stack));
  if (gibibytes === undefined) return [{ name, group: 'other', unpriced: `its size is ${size.value}` }];
  if (!place) return [{ name, group: 'other', unpriced: 'the cloud of the cluster cannot be seen' }];
  return [
    { name: `${name}, ${gibibytes} GiB`, group: 'other', ...place, quantity: always(gibibytes), usageBased: false },
  ];
}
