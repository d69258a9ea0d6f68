import { HOURS_PER_MONTH } from '../prices/price-sheet';
import type { Range } from './amount';

/** Bounds of a pool, in nodes. */
export interface NodeBounds {
  readonly min: number;
  readonly max: number;
}

/**
 * Node-hours of a month: the least nodes all the time, the expected ones in between, the most all the time. Nodes that
 * are held ready for users count for the least.
 */
export function nodeHours({ min, max }: NodeBounds, expected: number | undefined, held = 0): Range {
  const floor = Math.max(min, Math.min(held, max)) * HOURS_PER_MONTH;
  const ceiling = Math.max(max, min) * HOURS_PER_MONTH;
  return { floor, expected: Math.min(Math.max(expected ?? floor, floor), ceiling), ceiling };
}

/** So many units of a node's disk, in unit-months, while its node runs. */
export function diskMonths(hours: Range, diskGiB: number): Range {
  return {
    floor: (hours.floor * diskGiB) / HOURS_PER_MONTH,
    expected: (hours.expected * diskGiB) / HOURS_PER_MONTH,
    ceiling: (hours.ceiling * diskGiB) / HOURS_PER_MONTH,
  };
}

/** `0 to 50 × r5.xlarge`. */
export function nodesName({ min, max }: NodeBounds, type: string, how: string): string {
  const count = min === max ? String(max) : `${min} to ${max}`;
  return `${count} × ${type}, ${how}`;
}
