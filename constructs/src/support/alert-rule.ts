/** How soon somebody must look. */
export enum AlertSeverity {
  /** Users are locked out or lose work: somebody is woken. */
  NOW = 'now',
  /** Users will notice today. */
  TODAY = 'today',
  /** It gets worse if nobody acts within days. */
  WEEK = 'week',
  /** Worth planning. */
  PLAN = 'plan',
}

/** A condition that somebody should hear of. */
export interface AlertRule {
  /** Name, unique among all rules. */
  readonly alertName: string;
  /** What is wrong, in one line; may name labels as `{{ $labels.namespace }}`. */
  readonly summary: string;
  /** What to do first. */
  readonly remedy: string;
  /** PromQL that answers something while the condition holds. */
  readonly expression: string;
  /** Minutes for which it must hold. */
  readonly forMinutes: number;
  /** How soon somebody must look. */
  readonly severity: AlertSeverity;
}
