import { type Layer, layers } from './layer.ts';

/** How long a layer may take and how often it is tried. */
export interface Limit {
  /** Seconds of one attempt. */
  readonly seconds: number;
  readonly attempts: number;
}

export type Limits = Readonly<Record<Layer, Limit>> & {
  /** Seconds for all layers of one profile choice together, without the clean-up. */
  readonly totalSeconds: number;
};

/** A network answers or drops a packet within seconds; nodes, images and Dask workers need minutes. */
export const defaultLimits: Limits = {
  dns: { seconds: 10, attempts: 3 },
  tls: { seconds: 10, attempts: 3 },
  http: { seconds: 10, attempts: 3 },
  api: { seconds: 10, attempts: 3 },
  login: { seconds: 20, attempts: 3 },
  token: { seconds: 10, attempts: 3 },
  user: { seconds: 120, attempts: 2 },
  // A hub ends itself after a few failed starts in a row, so a failed start is not tried again.
  spawn: { seconds: 600, attempts: 1 },
  server: { seconds: 120, attempts: 1 },
  kernel: { seconds: 60, attempts: 2 },
  notebook: { seconds: 180, attempts: 1 },
  home: { seconds: 60, attempts: 1 },
  scratch: { seconds: 120, attempts: 1 },
  dask: { seconds: 600, attempts: 1 },
  gpu: { seconds: 60, attempts: 1 },
  stop: { seconds: 120, attempts: 1 },
  cleanup: { seconds: 120, attempts: 1 },
  totalSeconds: 1200,
};

/** Names that a limit can be set for: a layer, or `total` for all of one choice. */
export const limitNames = [...layers, 'total'] as const;

/** Amounts by name, as given on the command line. */
export type LimitChanges = Readonly<Partial<Record<(typeof limitNames)[number], number>>>;

/**
 * The default limits with some changed.
 * @param seconds of one attempt, by layer or `total`
 * @param attempts by layer; that of `total` means nothing
 * @param startSeconds after which the hub itself gives up a start; as long is waited, unless `seconds` says otherwise
 */
export function changedLimits(
  seconds: LimitChanges,
  attempts: LimitChanges,
  startSeconds = defaultLimits.spawn.seconds,
): Limits {
  const changed = layers.map((layer): [Layer, Limit] => {
    const limit = layer === 'spawn' ? { ...defaultLimits.spawn, seconds: startSeconds } : defaultLimits[layer];
    return [layer, { seconds: seconds[layer] ?? limit.seconds, attempts: attempts[layer] ?? limit.attempts }];
  });
  const longer = Math.max(0, startSeconds - defaultLimits.spawn.seconds);
  const totalSeconds = seconds.total ?? defaultLimits.totalSeconds + longer;
  return { ...(Object.fromEntries(changed) as Record<Layer, Limit>), totalSeconds };
}
