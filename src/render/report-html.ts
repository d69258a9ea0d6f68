import type { FleetReport } from '../report/fleet-report.ts';
import { clustersSection } from './report/clusters-section.ts';
import { costSection } from './report/cost-section.ts';
import { renderHandbook } from './report/handbook.ts';
import { healthSection } from './report/health-section.ts';
import { hubPageFile, hubsSection } from './report/hubs-section.ts';
import { html } from './report/markup.ts';
import { overviewSection } from './report/overview-sections.ts';
import { renderPage } from './report/page.ts';
import { findingsSection } from './report/policy-sections.ts';
import { driftSection, imagesSection, storageSection } from './report/resource-sections.ts';

const sections = [
  overviewSection,
  hubsSection,
  clustersSection,
  costSection,
  findingsSection,
  healthSection,
  driftSection,
  storageSection,
  imagesSection,
] as const;

/** The pages of a report by file: `index.html` for the fleet, one below `hubs` for each hub. */
export function renderReportHtml(report: FleetReport): ReadonlyMap<string, string> {
  const { organization, asOf, hubs } = report;
  const index = renderPage({
    title: `${organization.name}: fleet report`,
    heading: `${organization.name}: fleet report`,
    lead: html`<p class="quiet">as of ${asOf} · <a href="mailto:${organization.contact}">${organization.contact}</a></p>`,
    sections: sections.map((section) => section(report)),
    foot: html`<p>Made by hubfleet as of ${asOf} from the fleet files, the policies, the price lists and what was given beside them.</p>`,
  });
  return new Map([
    ['index.html', index],
    ...hubs.map((hub) => [hubPageFile(hub), renderHandbook(hub, report)] as const),
  ]);
}
