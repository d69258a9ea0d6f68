import type { QuotaNeed } from '../fleet/quota-need.ts';
import { textTable } from './cost-table.ts';

/** What one cluster asks of its account. */
export interface ClusterQuotas {
  readonly cluster: string;
  readonly provider: string;
  readonly region: string;
  readonly needs: readonly QuotaNeed[];
  /** Pools of machine types whose size is not known. */
  readonly unknown: readonly string[];
}

/** A table per cluster: what is needed, what the network offers, and which pools ask for it. */
export function renderQuotas(clusters: readonly ClusterQuotas[]): string {
  const sections = clusters.map(({ cluster, provider, region, needs, unknown }) => {
    const rows = needs.map(({ quota, needed, available, pools }) => [
      quota,
      figure(needed),
      available === undefined ? '' : figure(available),
      pools.join(', '),
    ]);
    const tight = needs.filter(({ needed, available = needed }) => needed > available);
    return [
      `${cluster} (${provider} ${region})`,
      ...textTable([['with all pools at their largest', 'needed', 'there is', 'for pools'], ...rows], '  '),
      ...tight.map(
        ({ quota, needed, available = 0 }) =>
          `  too few: ${quota}: ${figure(needed)} needed, there are ${figure(available)}; choose a larger network.cidr before the cluster is made, or lower maxNodes`,
      ),
      ...(unknown.length > 0
        ? [`  not counted, because the size of their machines is not known: ${unknown.join(', ')}`]
        : []),
    ];
  });
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

/** A text for each account that a person can send; bounds of the own network are no matter of the cloud. */
export function renderQuotaRequests(clusters: readonly ClusterQuotas[]): string {
  const letters = clusters.map(({ cluster, region, needs }) => {
    const asked = needs.filter(({ available }) => available === undefined);
    return [
      `Quotas in ${region} for the Kubernetes cluster ${cluster}`,
      '',
      `We run JupyterHub for teaching and research on this cluster. Its node pools grow with the number of people and`,
      `shrink to almost nothing at night. At its largest the cluster needs in ${region}:`,
      '',
      ...asked.map(({ quota, needed }) => `- ${quota}: ${figure(needed)}`),
      '',
      'Please raise each quota to at least this figure, on top of what other work in the account uses.',
    ];
  });
  return `${letters.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function figure(amount: number): string {
  return (Math.ceil(amount * 10) / 10).toLocaleString('en-US');
}
