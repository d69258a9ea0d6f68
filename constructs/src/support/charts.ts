/** A Helm chart, pinned. */
export interface ChartPin {
  /** Name of the chart; for OCI registries the last part of the address. */
  readonly chart: string;
  /** Address of the chart repository. */
  readonly repository: string;
  /** Exact version of the chart. */
  readonly version: string;
  /** Oldest version without a known fault that matters, and the fault; the pin is never below it. */
  readonly atLeast?: { readonly version: string; readonly because: string };
}

/**
 * Every chart that the constructs install, in one place. The three lines of each in this order are what `renovate.json`
 * looks for.
 */
export const supportCharts = {
  certManager: {
    chart: 'cert-manager',
    repository: 'https://charts.jetstack.io',
    version: 'v1.21.1',
  },
  traefik: {
    chart: 'traefik',
    repository: 'oci://ghcr.io/traefik/helm',
    version: '41.3.0',
  },
  clusterAutoscaler: {
    chart: 'cluster-autoscaler',
    repository: 'https://kubernetes.github.io/autoscaler',
    version: '9.59.0',
  },
  prometheus: {
    chart: 'prometheus',
    repository: 'https://prometheus-community.github.io/helm-charts',
    version: '29.27.0',
  },
  grafana: {
    chart: 'grafana',
    repository: 'https://grafana-community.github.io/helm-charts',
    version: '12.11.1',
    atLeast: { version: '12.0.0', because: 'the chart moved here; its former repository gets no updates' },
  },
  nvidiaDevicePlugin: {
    chart: 'nvidia-device-plugin',
    repository: 'https://nvidia.github.io/k8s-device-plugin',
    version: '0.20.0',
  },
  costMonitoring: {
    chart: 'jupyterhub-cost-monitoring',
    repository: 'https://2i2c.org/jupyterhub-cost-monitoring/',
    version: '1.1.4',
  },
  groupsExporter: {
    chart: 'jupyterhub-groups-exporter',
    repository: 'https://2i2c.org/jupyterhub-groups-exporter',
    version: '1.1.0',
  },
  // There is no release of 0.3.2 yet, only builds on the way to it.
  cryptnono: {
    chart: 'cryptnono',
    repository: 'https://cryptnono.github.io/cryptnono/',
    version: '0.3.2-0.dev.git.270.h34b4af1',
  },
  jupyterhub: {
    chart: 'jupyterhub',
    repository: 'https://hub.jupyter.org/helm-chart/',
    version: '4.4.0',
    atLeast: { version: '4.4.0', because: 'a request could exhaust the hub (GHSA-p43p-whwx-q52h)' },
  },
  daskGateway: {
    chart: 'dask-gateway',
    repository: 'https://helm.dask.org',
    version: '2026.3.0',
  },
  // Nobody has released it yet; each build is published and stays.
  binderhubService: {
    chart: 'binderhub-service',
    repository: 'https://2i2c.org/binderhub-service/',
    version: '0.1.0-0.dev.git.339.hda244d3',
  },
  homeNfs: {
    chart: 'jupyterhub-home-nfs',
    repository: 'oci://ghcr.io/2i2c-org/jupyterhub-home-nfs',
    version: '1.2.0',
  },
} satisfies Record<string, ChartPin>;
