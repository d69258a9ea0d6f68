import type { StackPlace } from '../../stacks/layer.ts';

/** A hold of a cluster or hub, and of which of the two. */
export interface PlacedHold {
  /** `<cluster>` or `<cluster>/<hub>`. */
  readonly of: string;
  readonly reason: string;
  /** Last day on which it holds. */
  readonly until: string;
}

/** The hold that keeps a stack out of a rollout on a day, that of the cluster first. */
export function activeHold(place: StackPlace, today: string): PlacedHold | undefined {
  return holdsOf(place).find(({ until }) => until >= today);
}

/** Holds that are over, each once: they no longer keep anything out, and somebody should take them away. */
export function expiredHolds(places: readonly StackPlace[], today: string): PlacedHold[] {
  const expired = places.flatMap(holdsOf).filter(({ until }) => until < today);
  return [...new Map(expired.map((hold) => [hold.of, hold])).values()];
}

function holdsOf({ cluster, hub }: StackPlace): PlacedHold[] {
  return [
    ...(cluster.hold ? [{ of: cluster.name, ...cluster.hold }] : []),
    ...(hub?.hold ? [{ of: `${cluster.name}/${hub.name}`, ...hub.hold }] : []),
  ];
}
