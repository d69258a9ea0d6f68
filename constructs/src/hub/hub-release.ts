/** How the chart is installed. */
export interface HubRelease {
  /**
   * Version of the Zero to JupyterHub chart.
   * @default '4.4.0'
   */
  readonly chartVersion?: string;
  /**
   * Image of the hub itself, made from that of the chart with further Python packages.
   * @default - the chart's own
   */
  readonly hubImage?: string;
  /**
   * Number of the secrets' present values; raise it when a secret was changed at its source.
   * @default 1
   */
  readonly secretsRevision?: number;
  /**
   * Chart values laid over everything else: mappings are merged, lists replaced, null deletes a key together with the
   * chart's default.
   * @default - none
   */
  readonly values?: Record<string, unknown>;
  /**
   * Seconds for an upgrade, after which it is rolled back.
   * @default 900
   */
  readonly timeoutSeconds?: number;
  /**
   * Labels of the namespace and of user servers, by which costs are told apart.
   * @default - only cluster and hub
   */
  readonly labels?: Record<string, string>;
  /**
   * Last day of a hub for an event, `YYYY-MM-DD`; policies ask for it where participants share one password.
   * @default - the hub is there to stay
   */
  readonly lastDay?: string;
}
