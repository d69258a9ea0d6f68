import { type Attributes, type StackJson, stackResources } from './resources';

/**
 * Values of a Helm chart in a stack, as Helm gets them; references to other resources stay as text.
 * @throws Error if the stack has no release of the chart
 */
export function chartValues(stack: StackJson, chart: string): Attributes {
  const releases = stackResources(stack, 'helm_release');
  const release = releases.find((each) => each.chart === chart);
  if (release === undefined) {
    const charts = releases.map((each) => String(each.chart)).sort();
    throw new Error(`no release of chart ${chart}; there are ${charts.join(', ') || 'none'}`);
  }
  const [text = '{}'] = release.values as string[];
  return JSON.parse(text.replace(/([$%])\1\{/g, '$1{')) as Attributes;
}
