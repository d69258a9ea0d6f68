import type { Values } from '../../constructs/src/hub/json.ts';
import type { TerraformJson } from './synth.ts';

/** Values of a chart in a synthesized stack, as Helm gets them; references to resources stay as text. */
export function chartValuesOf(json: unknown, chart: string): Values {
  const releases = Object.values((json as TerraformJson).resource.helm_release ?? {});
  const release = releases.find((each) => each.chart === chart);
  if (release === undefined) throw new Error(`no release of ${chart}`);
  const [text] = release.values as string[];
  return JSON.parse((text ?? '').replaceAll('$${', '${').replaceAll('%%{', '%{'));
}

/** Values of the hub in a synthesized stack. */
export function hubValuesOf(json: unknown): Values {
  return chartValuesOf(json, 'jupyterhub');
}
