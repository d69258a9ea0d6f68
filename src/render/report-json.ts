import type { FleetReport } from '../report/fleet-report.ts';
import { renderJson } from './json.ts';

/** The report for programs, and for `--previous` of the next one. */
export function renderReportJson(report: FleetReport): string {
  return renderJson(report);
}
