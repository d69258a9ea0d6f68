/** A monthly limit that mails people as it is reached. It warns, it does not stop anything. */
export interface BudgetOptions {
  /** Name of the budget, unique in its account or billing account. */
  readonly budgetName: string;
  /** Amount per calendar month in US dollars. */
  readonly monthlyUsd: number;
  /** E-mail addresses of those who are told. */
  readonly recipients: string[];
  /**
   * Shares of the amount, in percent, at which a mail is sent; ascending.
   * @default [50, 80, 100, 120]
   */
  readonly thresholdsPercent?: number[];
  /**
   * Shares of the amount, in percent, at which a mail is sent as soon as the month is expected to end there.
   * @default [100]
   */
  readonly forecastPercent?: number[];
}
