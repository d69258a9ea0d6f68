import { compact, type Values } from '../hub/json';
import { coreNodes } from './core-nodes';
import { DATA_SOURCE, dashboardValues } from './grafana-dashboards';
import type { GrafanaLogin } from './grafana-login';
import { Ingress } from './ingress';

/** How metrics are shown. */
export interface GrafanaOptions {
  /** Domain of Grafana. */
  readonly domain: string;
  /**
   * Who sees the dashboards, beside the administrator whose password the chart generates (Secret `grafana`).
   * @default - nobody
   */
  readonly login?: GrafanaLogin;
  /**
   * Whether JupyterHub's public dashboards are there. Grafana fetches and compiles them when it starts.
   * @default true
   */
  readonly dashboards?: boolean;
  /**
   * Size of the disk in GiB.
   * @default 2
   */
  readonly diskGiB?: number;
}

/** What Grafana is told of a cluster. */
export interface GrafanaContext extends GrafanaOptions {
  /** Kubernetes secret with the secret of the login, under the key `login`. */
  readonly loginSecret?: string;
}

/** Longest query in seconds, the same in Grafana and in Prometheus. */
const QUERY_SECONDS = 120;

/** Values of the Grafana chart. */
export function grafanaValues(context: GrafanaContext): Values {
  const { domain, login, dashboards = true, diskGiB = 2, loginSecret } = context;
  return compact({
    ...coreNodes,
    persistence: { enabled: true, size: `${diskGiB}Gi` },
    deploymentStrategy: { type: 'Recreate' },
    rbac: { namespaced: true },
    initChownData: { enabled: false },
    resources: { requests: { cpu: '10m', memory: '200Mi' }, limits: { memory: '1600Mi' } },
    service: { type: 'ClusterIP' },
    ingress: {
      enabled: true,
      ingressClassName: Ingress.CLASS_NAME,
      annotations: { 'cert-manager.io/cluster-issuer': Ingress.ISSUER_NAME },
      hosts: [domain],
      tls: [{ hosts: [domain], secretName: 'grafana-tls' }],
    },
    'grafana.ini': {
      server: { root_url: `https://${domain}/`, enable_gzip: true },
      dataproxy: { timeout: QUERY_SECONDS },
      security: { cookie_secure: true, strict_transport_security: true },
      users: { allow_sign_up: false, auto_assign_org_role: 'Viewer' },
      analytics: { reporting_enabled: false, check_for_updates: false },
      'auth.anonymous': { enabled: false },
      ...login?._settings.sections,
    },
    envValueFrom:
      login && loginSecret
        ? { [login._settings.variable]: { secretKeyRef: { name: loginSecret, key: 'login' } } }
        : undefined,
    datasources: {
      'datasources.yaml': {
        apiVersion: 1,
        datasources: [
          {
            name: DATA_SOURCE,
            type: 'prometheus',
            url: 'http://prometheus-server',
            access: 'proxy',
            isDefault: true,
            jsonData: { timeInterval: '1m', queryTimeout: `${QUERY_SECONDS}s` },
          },
        ],
      },
    },
    ...(dashboards ? dashboardValues() : {}),
  });
}
