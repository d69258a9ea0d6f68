/** What happens with a finding: `error` fails the run, `warning` is printed, `off` is not looked for. */
export type Level = 'error' | 'warning' | 'off';

/** A choice of rules: what every fleet should hold, what a careful one holds too, what the CIS benchmarks ask for. */
export type RuleSet = 'baseline' | 'strict' | 'cis';

/** The sets in the order in which they are described. */
export const RULE_SETS: readonly RuleSet[] = ['baseline', 'strict', 'cis'];

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
  /** How many times its guaranteed memory a server may take. */
  readonly maxMemoryOvercommit: number;
  /** Most administrators of one hub. */
  readonly maxHubAdmins: number;
  /** Most placeholder servers that keep room for users who have not come yet. */
  readonly maxPlaceholders: number;
  /** Most GiB of home disk that each user gets. */
  readonly maxHomeGiB: number;
  /** Most days that scratch buckets keep an object. */
  readonly maxScratchDays: number;
  /** Longest time in hours a server of a hub that anybody can enter may run. */
  readonly maxOpenHubHours: number;
}

/** Limits of a fleet that sets none. */
export const DEFAULT_LIMITS: Limits = {
  maxNodesPerPool: 100,
  maxLogRetentionDays: 400,
  maxIdleMinutes: 120,
  eksSupportLeadDays: 0,
  maxMemoryOvercommit: 4,
  maxHubAdmins: 20,
  maxPlaceholders: 10,
  maxHomeGiB: 100,
  maxScratchDays: 30,
  maxOpenHubHours: 24,
};

/** A fleet's choices about the rules. */
export interface PolicySettings {
  /**
   * Sets of rules that run; a rule whose level is set by its id or by one of its sets runs in any case.
   * @default ['baseline']
   */
  readonly sets?: readonly RuleSet[];
  /**
   * Level by rule id, by set or by category; the most specific counts.
   * @default {} critical and high are errors, medium and low are warnings
   */
  readonly levels?: Readonly<Record<string, Level>>;
  /** @default DEFAULT_LIMITS */
  readonly limits?: Partial<Limits>;
  /**
   * Level of a finding about a value that cannot be seen; with `off` such findings are left out.
   * @default 'warning'
   */
  readonly onUnknown?: Level;
}
