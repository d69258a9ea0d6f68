/** A Helm chart, pinned. */
export interface ChartPin {
  /** Name of the chart; for OCI registries the last part of the address. */
  readonly chart: string;
  /** Address of the chart repository. */
  readonly repository: string;
  /** Exact version of the chart. */
  readonly version: string;
}

/** Every chart that support services use, in one place so that a bot can raise the versions. */
export const supportCharts = {
  certManager: { chart: 'cert-manager', repository: 'https://charts.jetstack.io', version: 'v1.21.1' },
  traefik: { chart: 'traefik', repository: 'oci://ghcr.io/traefik/helm', version: '41.3.0' },
  clusterAutoscaler: {
    chart: 'cluster-autoscaler',
    repository: 'https://kubernetes.github.io/autoscaler',
    version: '9.59.0',
  },
} satisfies Record<string, ChartPin>;
