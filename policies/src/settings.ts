/** What happens with a finding: `error` fails the run, `warning` is printed, `off` is not looked for. */
export type Level = 'error' | 'warning' | 'off';

/** Numbers that rules compare with; the fleet may set its own. */
export interface Limits {
  /** Most nodes one pool may grow to. */
  readonly maxNodesPerPool: number;
  /** Most days a log group may keep its events. */
  readonly maxLogRetentionDays: number;
  /** Longest time in minutes an idle server may stay. */
  readonly maxIdleMinutes: number;
  /** Days before the end of standard support at which an EKS version is refused. */
  readonly eksSupportLeadDays: number;
}

/** Limits of a fleet that sets none. */
export const DEFAULT_LIMITS: Limits = {
  maxNodesPerPool: 100,
  maxLogRetentionDays: 400,
  maxIdleMinutes: 120,
  eksSupportLeadDays: 0,
};

/** A fleet's choices about the rules. */
export interface PolicySettings {
  /**
   * Level by rule id, by set or by category; the most specific counts.
   * @default {} critical and high are errors, medium and low are warnings
   */
  readonly levels?: Readonly<Record<string, Level>>;
  /** @default DEFAULT_LIMITS */
  readonly limits?: Partial<Limits>;
  /**
   * Level of a finding about a value that cannot be seen.
   * @default 'warning'
   */
  readonly onUnknown?: 'error' | 'warning';
}
