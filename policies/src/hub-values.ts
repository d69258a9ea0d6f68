import { type HelmValues, helmValues } from './helm-values';
import type { Resource } from './resource';
import { type Json, unset, type Value } from './value';

// What version 4.4 of the JupyterHub chart does with values that are left out.
const CHART_DEFAULTS: Readonly<Record<string, Json>> = {
  'hub.config.JupyterHub.authenticator_class': 'dummy',
  'cull.enabled': true,
  'cull.timeout': 3600,
  'cull.every': 600,
  'cull.maxAge': 0,
  'singleuser.cloudMetadata.blockWithIptables': true,
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

/** The values of the JupyterHub chart in a release; undefined when it is another chart. */
export function hubValues(release: Resource): HelmValues | undefined {
  if (isHubRelease(release) === false) return undefined;
  const prefix = HUB_CHARTS[helmChart(release) ?? ''] ?? '';
  const values = helmValues(release);
  return {
    hidden: values.hidden,
    leaves: () => values.leaves(),
    get: (path) => orChartDefault(values.get(prefix === '' ? path : `${prefix}.${path}`), path),
  };
}

function orChartDefault(value: Value, path: string): Value {
  if (value.state !== 'default' || !Object.hasOwn(CHART_DEFAULTS, path)) return value;
  return unset(CHART_DEFAULTS[path]);
}
