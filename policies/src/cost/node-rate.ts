import { type MicroUsd, times } from '../prices/money';
import { isUnpriced, type PriceBook } from '../prices/price-book';
import { HOURS_PER_MONTH, type PricedCloud } from '../prices/price-sheet';

/** A kind of node that can be bought. */
export interface NodeKind {
  readonly cloud: PricedCloud;
  readonly region: string | undefined;
  readonly machineType: string;
  readonly spot: boolean;
  readonly diskGiB: number;
  /** GPUs that are billed beside the machine, as Google does. */
  readonly gpu?: { readonly type: string; readonly count: number };
}

const DISK: Readonly<Record<PricedCloud, string>> = { aws: 'ebs/gp3', google: 'disk/pd-balanced' };

/** What a node costs in an hour, with its disk and GPUs; undefined when a part of it has no price. */
export function nodeRate(kind: NodeKind, book: PriceBook): MicroUsd | undefined {
  const { cloud, region, machineType, spot, diskGiB, gpu } = kind;
  const find = (item: string, quantity: number): MicroUsd | undefined => {
    const price = book.find({ cloud, item, region });
    return isUnpriced(price) ? undefined : times(price.rate, quantity);
  };
  const parts = [
    find(`${spot ? 'spot' : 'machine'}/${machineType}`, 1),
    find(DISK[cloud], diskGiB / HOURS_PER_MONTH),
    ...(gpu && cloud === 'google' ? [find(`${spot ? 'spot-gpu' : 'gpu'}/${gpu.type}`, gpu.count)] : []),
  ];
  return parts.reduce<MicroUsd | undefined>(
    (sum, part) => (sum === undefined || part === undefined ? undefined : sum + part),
    0,
  );
}

/** What one server costs in an hour when its node is full of its kind. */
export function serverRate(hourly: MicroUsd, serversPerNode: number): MicroUsd {
  return serversPerNode > 0 ? times(hourly, 1 / serversPerNode) : hourly;
}
