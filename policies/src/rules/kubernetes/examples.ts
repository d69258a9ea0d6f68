import type { Example } from '../../rule';
import type { Json } from '../../value';

type Body = { [key: string]: Json };

/** A deployment with this pod, spelled as the Terraform provider does. */
export function podExample(pod: Body): Example {
  const spec = { template: { spec: pod } };
  return resourceExample('kubernetes_deployment_v1', { metadata: { name: 'app', namespace: 'apps' }, spec });
}

/** A deployment with one container. */
export function containerExample(container: Body): Example {
  return podExample({ container: { name: 'app', image: 'registry.example/app:1.2.3', ...container } });
}

/** One resource. */
export function resourceExample(type: string, body: Body, rest: Body = {}): Example {
  return { terraform: { resource: { [type]: { example: body }, ...rest } } };
}

/** A release of a chart with these values. */
export function releaseExample(chart: string, values: Json, rest: Body = {}): Example {
  const release = { chart, namespace: 'apps', version: '1.2.3', values: [JSON.stringify(values)] };
  return resourceExample('helm_release', release, rest);
}

/** A release of JupyterHub with these values. */
export function hubExample(values: Json, rest: Body = {}): Example {
  return resourceExample(
    'helm_release',
    { chart: 'jupyterhub', namespace: 'research', version: '4.4.0', values: [JSON.stringify(values)] },
    rest,
  );
}
