import { cents } from '@hubfleet/policies';
import { toDocument } from '../cost/cost-document.ts';
import type { CostReport } from '../cost/cost-report.ts';
import { renderJson } from './json.ts';

/** An estimate for programs and for `--compare`: US dollars with two decimals; with every resource on request. */
export function renderCostJson(report: CostReport, details = false): string {
  const document = toDocument(report);
  const extra = {
    prices: report.prices,
    changes: report.clusters.flatMap(({ name, changes }) =>
      changes.map(({ change, monthly, difference }) => ({
        cluster: name,
        change,
        monthly: cents(monthly) / 100,
        difference: cents(difference) / 100,
      })),
    ),
  };
  if (!details) return renderJson({ ...document, ...extra });
  const resources = report.clusters.flatMap((cluster) =>
    cluster.resources.map(({ stack, address, type, path, components }) => ({ stack, address, type, path, components })),
  );
  return renderJson({ ...document, ...extra, resources });
}
