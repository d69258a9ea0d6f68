import type { Tally } from './halt.ts';
import type { RolloutEntry } from './record.ts';

const failures: ReadonlySet<RolloutEntry['outcome']> = new Set(['failed', 'unhealthy']);

/** Counts hubs, and clusters whose own stacks were rolled out; what an earlier run has finished does not count. */
export function tallyOf(entries: readonly RolloutEntry[]): Tally {
  const units = new Map<string, boolean>();
  for (const { stack, cluster, layer, startedAt, earlier, outcome } of entries) {
    if (startedAt === undefined || earlier || outcome === 'refused') continue;
    const unit = layer === 'hub' ? `hub ${stack}` : `cluster ${cluster}`;
    units.set(unit, (units.get(unit) ?? false) || failures.has(outcome));
  }
  return { begun: units.size, failed: [...units.values()].filter(Boolean).length };
}
