import type { CheckResult } from '@hubfleet/policies';
import { renderJson } from './json.ts';

/**
 * Findings for programs. The shape is stable within `version`:
 * `{ version, findings, waived, waivers: { unused, expired, expiring }, summary: { errors, warnings, waived, rules, resources } }`.
 */
export function renderFindingsJson(result: CheckResult): string {
  const errors = result.findings.filter((finding) => finding.level === 'error').length;
  const report = {
    version: 1,
    findings: result.findings,
    waived: result.waived,
    waivers: { unused: result.unusedWaivers, expired: result.expiredWaivers, expiring: result.expiringWaivers },
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
