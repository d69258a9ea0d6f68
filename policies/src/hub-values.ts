import { type HelmValues, helmValues } from './helm-values';
import type { Resource } from './resource';
import { type Json, unset, type Value } from './value';
import type { Leaf } from './value-tree';

// What version 4.4 of the JupyterHub chart does with values that are left out.
const CHART_DEFAULTS: Readonly<Record<string, Json>> = {
  'hub.config.JupyterHub.authenticator_class': 'dummy',
  'cull.enabled': true,
  'cull.timeout': 3600,
  'cull.every': 600,
  'cull.maxAge': 0,
  'singleuser.cloudMetadata.blockWithIptables': true,
  'cull.users': false,
  'hub.allowNamedServers': false,
  'hub.db.type': 'sqlite-pvc',
  'hub.networkPolicy.enabled': true,
  'proxy.chp.networkPolicy.enabled': true,
  'proxy.https.enabled': false,
  'proxy.https.type': 'letsencrypt',
  'ingress.enabled': false,
  'httpRoute.enabled': false,
  'scheduling.podPriority.enabled': false,
  'scheduling.userPlaceholder.enabled': true,
  'scheduling.userPlaceholder.replicas': 0,
  'scheduling.userScheduler.enabled': true,
  'singleuser.allowPrivilegeEscalation': false,
  'singleuser.memory.guarantee': '1G',
  'singleuser.networkPolicy.egressAllowRules.privateIPs': false,
  'singleuser.startTimeout': 300,
  'singleuser.storage.type': 'dynamic',
  'singleuser.storage.capacity': '10Gi',
  'singleuser.networkPolicy.enabled': true,
  'singleuser.networkPolicy.egressAllowRules.cloudMetadataServer': false,
};

/** The chart's name without repository or folder; undefined when it cannot be seen. */
export function helmChart(release: Resource): string | undefined {
  const chart = release.get('chart');
  return chart.state === 'known' && typeof chart.value === 'string' ? chart.value.replace(/^.*\//, '') : undefined;
}

/** Charts that hold the JupyterHub chart, and under which key. */
const HUB_CHARTS: Readonly<Record<string, string>> = { jupyterhub: '', daskhub: 'jupyterhub', basehub: 'jupyterhub' };

/** True for a release of JupyterHub; undefined when chart and values cannot be seen. */
export function isHubRelease(release: Resource): boolean | undefined {
  const chart = helmChart(release);
  if (chart !== undefined && Object.hasOwn(HUB_CHARTS, chart)) return true;
  const values = helmValues(release);
  if (values.get('hub').state !== 'default' && values.get('singleuser').state !== 'default') {
    return values.hidden.length > 0 ? undefined : true;
  }
  return chart === undefined ? undefined : false;
}

const memo = new WeakMap<Resource, HelmValues | null>();

/** The values of the JupyterHub chart in a release; undefined when it is another chart. */
export function hubValues(release: Resource): HelmValues | undefined {
  let values = memo.get(release);
  if (values === undefined) {
    values = readHubValues(release) ?? null;
    memo.set(release, values);
  }
  return values ?? undefined;
}

function readHubValues(release: Resource): HelmValues | undefined {
  if (isHubRelease(release) === false) return undefined;
  const prefix = HUB_CHARTS[helmChart(release) ?? ''] ?? '';
  const values = helmValues(release);
  let leaves: readonly Leaf[] | undefined;
  return {
    hidden: values.hidden,
    leaves: () => {
      leaves ??= leavesBelow(values, prefix);
      return leaves;
    },
    get: (path) => orChartDefault(values.get(prefix === '' ? path : `${prefix}.${path}`), path),
  };
}

function leavesBelow(values: HelmValues, prefix: string): readonly Leaf[] {
  if (prefix === '') return values.leaves();
  return values.leaves().flatMap(({ path, value }) => (path[0] === prefix ? [{ path: path.slice(1), value }] : []));
}

function orChartDefault(value: Value, path: string): Value {
  if (value.state !== 'default' || !Object.hasOwn(CHART_DEFAULTS, path)) return value;
  return unset(CHART_DEFAULTS[path]);
}
