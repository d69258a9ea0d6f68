/** Emphasis of a label. */
export type OutcomeLevel = 'none' | 'info' | 'warning' | 'error';

interface OutcomeLabel {
  readonly label: string;
  readonly level: OutcomeLevel;
}

/** One line of a run task's result. */
export interface Outcome {
  readonly id: string;
  readonly description: string;
  /** Markdown. */
  readonly body: string;
  /** `Severity` and `Status` are shown with emphasis. */
  readonly tags: Readonly<Record<string, readonly OutcomeLabel[]>>;
}

/** What HCP Terraform accepts, in characters unless said otherwise. */
export const outcomeLimits = {
  /** Outcomes per result. */
  outcomes: 250,
  id: 64,
  description: 1000,
  body: 10_000,
  label: 32,
  message: 1000,
} as const;

/** What a task answers. */
export interface RunTaskResult {
  readonly status: 'passed' | 'failed';
  readonly message: string;
  /** Worst first. */
  readonly outcomes: readonly Outcome[];
}
