import type { CheckResult, Finding } from '@hubfleet/policies';
import type { PlaceOf } from '../check/finding-place.ts';
import { renderJson } from './json.ts';

/**
 * Findings for programs. The shape is stable within `version`:
 * `{ version, findings, waived, waivers: { unused, expired, expiring }, baseline?: { findings, mended }, summary: { errors, warnings, waived, rules, resources } }`;
 * a finding has a `place: { file, line, column }` where its cause in a file is known.
 */
export function renderFindingsJson(result: CheckResult, placeOf: PlaceOf = () => undefined): string {
  const placed = (finding: Finding) => {
    const place = placeOf(finding);
    return place ? { ...finding, place } : finding;
  };
  const errors = result.findings.filter((finding) => finding.level === 'error').length;
  const report = {
    version: 1,
    findings: result.findings.map(placed),
    waived: result.waived.map(placed),
    waivers: { unused: result.unusedWaivers, expired: result.expiredWaivers, expiring: result.expiringWaivers },
    ...(result.baselined && { baseline: { findings: result.baselined.map(placed), mended: result.mended } }),
    summary: {
      errors,
      warnings: result.findings.length - errors,
      waived: result.waived.length,
      rules: result.rulesRun,
      resources: result.resources,
    },
  };
  return renderJson(report);
}
