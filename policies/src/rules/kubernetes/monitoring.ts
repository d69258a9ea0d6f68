import { helmValues } from '../../helm-values';
import { helmChart } from '../../hub-values';
import type { Resource } from '../../resource';
import type { Rule } from '../../rule';
import { all, asBoolean, judge, pass, show, type Verdict } from '../../verdict';
import { releaseExample } from './examples';

/** Charts that hold Grafana or Prometheus, and under which keys. */
const GRAFANA: Readonly<Record<string, string>> = {
  grafana: '',
  'kube-prometheus-stack': 'grafana.',
  support: 'grafana.',
};
const PROMETHEUS: Readonly<Record<string, readonly string[]>> = {
  prometheus: ['server.service.type', 'alertmanager.service.type'],
  'kube-prometheus-stack': ['prometheus.service.type', 'alertmanager.service.type'],
  support: ['prometheus.server.service.type'],
};

/** Undefined for releases of other charts. */
function key<Item>(table: Readonly<Record<string, Item>>, release: Resource): Item | undefined {
  const chart = helmChart(release);
  if (chart === undefined) return table.support;
  return Object.hasOwn(table, chart) ? table[chart] : undefined;
}

function setting(release: Resource, path: string, wrong: (value: unknown) => boolean, what: string): Verdict {
  return judge(helmValues(release).get(path), path, (value) =>
    wrong(value) ? `${path} is ${show(value)}, ${what}` : undefined,
  );
}

/** Dashboards ask who looks at them. */
export const grafanaAnonymous: Rule = {
  id: 'security/grafana-anonymous',
  title: 'Grafana asks for a login',
  why: 'The dashboards of a hub show who worked when and with how much, and an anonymous administrator can query every data source.',
  severity: 'high',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy: 'Leave grafana.ini auth.anonymous off, and log in with the identity provider of the hub.',
  references: [],
  examples: {
    pass: releaseExample('grafana', { 'grafana.ini': { 'auth.anonymous': { enabled: false } } }),
    fail: releaseExample('grafana', { 'grafana.ini': { 'auth.anonymous': { enabled: true, org_role: 'Admin' } } }),
  },
  checks: {
    helm_release: (release) => {
      const prefix = key(GRAFANA, release);
      if (prefix === undefined) return pass;
      const path = `${prefix}["grafana.ini"]["auth.anonymous"].enabled`;
      return setting(release, path, (value) => asBoolean(value as never) === true, 'so everybody sees the dashboards');
    },
  },
};

/** Metrics are not on the internet. */
export const monitoringPublic: Rule = {
  id: 'security/monitoring-public',
  title: 'Prometheus and Grafana have no load balancer of their own',
  why: 'Prometheus has no login at all: whoever reaches it reads names of users and can stop it with one query.',
  severity: 'high',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy: 'Leave the services as ClusterIP. Give Grafana an ingress with TLS and a login, Prometheus none.',
  references: [],
  examples: {
    pass: releaseExample('prometheus', { server: { service: { type: 'ClusterIP' } } }),
    fail: releaseExample('prometheus', { server: { service: { type: 'LoadBalancer' } } }),
  },
  checks: {
    helm_release: (release) => {
      const grafana = key(GRAFANA, release);
      const paths = [...(key(PROMETHEUS, release) ?? []), ...(grafana === undefined ? [] : [`${grafana}service.type`])];
      const isOpen = (value: unknown) => value === 'LoadBalancer' || value === 'NodePort';
      return all(...paths.map((path) => setting(release, path, isOpen, 'so it is open to all networks')));
    },
  },
};
