import type { Block } from '../resource';
import { isHidden, numberAt } from './sight';

/** Operations and throughput that come with a disk of a type; more of them are billed. */
const INCLUDED: Readonly<Record<string, { readonly item: string; readonly iops: number; readonly speed: number }>> = {
  gp3: { item: 'ebs/gp3', iops: 3000, speed: 125 },
  'hyperdisk-balanced': { item: 'disk/hyperdisk-balanced', iops: 3000, speed: 140 },
};

/** Speed of a disk beyond what its type includes. */
export interface DiskSpeed {
  readonly name: string;
  readonly item: string;
  readonly amount: number;
}

/** What a disk is billed for besides its size, by the paths of its operations and its throughput in MiB/s. */
export function diskSpeed(block: Block, type: string, paths: { iops: string; speed: string }): DiskSpeed[] {
  const included = INCLUDED[type];
  if (!included) return [];
  const extra = (path: string, free: number) => {
    const value = numberAt(block, path, free);
    return isHidden(value) ? 0 : Math.max(0, value - free);
  };
  const iops = extra(paths.iops, included.iops);
  const speed = extra(paths.speed, included.speed);
  return [
    ...(iops > 0 ? [{ name: `${iops} more IOPS`, item: `${included.item}-iops`, amount: iops }] : []),
    ...(speed > 0 ? [{ name: `${speed} more MiB/s`, item: `${included.item}-throughput`, amount: speed }] : []),
  ];
}
