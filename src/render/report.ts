import type { FleetReport } from '../report/fleet-report.ts';
import { renderReportHtml } from './report-html.ts';
import { renderReportJson } from './report-json.ts';
import { renderReportMarkdown } from './report-markdown.ts';

/** A report by file; formats of one file can be printed as well. */
const renderers = {
  html: renderReportHtml,
  json: (report) => new Map([['report.json', renderReportJson(report)]]),
  markdown: (report) => new Map([['report.md', renderReportMarkdown(report)]]),
} satisfies Record<string, (report: FleetReport) => ReadonlyMap<string, string>>;

export type ReportFormat = keyof typeof renderers;

/** Formats of a report; the first is the default. */
export const reportFormats = Object.keys(renderers) as [ReportFormat, ...ReportFormat[]];

export function renderReport(report: FleetReport, format: ReportFormat): ReadonlyMap<string, string> {
  return renderers[format](report);
}

/** What was written, for the person who asked. */
export function renderReportWritten(files: ReadonlyMap<string, string>, shown: string): string {
  const [first = ''] = files.keys();
  const pages = files.size > 1 ? ` and ${files.size - 1} ${files.size === 2 ? 'page' : 'pages'} for hubs` : '';
  return `wrote ${shown}/${first}${pages}\n`;
}
