import pc from 'picocolors';
import type { CostDocument } from '../cost/cost-document.ts';
import type { CostReport } from '../cost/cost-report.ts';
import { renderCostInfracost } from './cost-infracost.ts';
import { renderCostJson } from './cost-json.ts';
import { renderCostMarkdown } from './cost-markdown.ts';
import { renderCostText } from './cost-text.ts';

/** What else a format may need. */
export interface CostRendering {
  readonly details: boolean;
  /** Estimate to compare with. */
  readonly base?: CostDocument | undefined;
  /** Time of the estimate, for formats that carry one. */
  readonly now: Date;
  readonly columns?: number | undefined;
}

const renderers = {
  text: (report, { details, columns }) =>
    renderCostText(report, { colors: pc, details, ...(columns !== undefined && { width: columns }) }),
  json: (report, { details }) => renderCostJson(report, details),
  markdown: (report, { base }) => renderCostMarkdown(report, base),
  infracost: (report, { now, base }) => renderCostInfracost(report, now.toISOString(), base),
} satisfies Record<string, (report: CostReport, rendering: CostRendering) => string>;

export type CostFormat = keyof typeof renderers;

/** Formats that estimates can be printed in; the first is the default. */
export const costFormats = Object.keys(renderers) as [CostFormat, ...CostFormat[]];

/** An estimate in the format asked for. */
export function renderCost(report: CostReport, format: CostFormat, rendering: CostRendering): string {
  return renderers[format](report, rendering);
}
