/** Failed hubs at which a rollout halts: a number, or a share of those begun such as `10%`. */
export type HaltAt = number | string;

/** Hubs, and clusters whose own stacks were rolled out, so far. */
export interface Tally {
  readonly begun: number;
  readonly failed: number;
}

/** Why a rollout halts now, or undefined while it goes on. */
export function haltReason({ begun, failed }: Tally, haltAt: HaltAt): string | undefined {
  if (failed === 0) return undefined;
  const share = typeof haltAt === 'string' ? Number.parseInt(haltAt, 10) : undefined;
  const isReached = share === undefined ? failed >= Number(haltAt) : failed * 100 >= share * begun;
  return isReached ? `${failed} of ${begun} failed, and it halts at ${haltAt}` : undefined;
}
