import type { CheckResult, Finding, Rule, Waiver } from '@hubfleet/policies';

export const rule: Rule = {
  id: 'security/storage-encrypted',
  title: 'File systems are encrypted at rest',
  why: 'AWS encrypts only when asked.',
  severity: 'high',
  category: 'security',
  stages: ['synth'],
  remedy: 'Set encrypted = true; existing storage must be copied to a new file system that is encrypted.',
  references: [{ source: 'checkov', id: 'CKV_AWS_42' }],
  examples: { pass: { terraform: {} }, fail: { terraform: {} } },
  checks: {},
};

export const waiver: Waiver = {
  rule: rule.id,
  match: 'aws_efs_file_system.*',
  reason: 'moved in the winter break',
  owner: 'ops@example.org',
  expires: '2026-12-31',
  ticket: 'OPS-7',
  file: 'clusters/a/waivers.yaml',
  line: 4,
};

export function finding(overrides: Partial<Finding> = {}): Finding {
  return {
    rule: rule.id,
    severity: 'high',
    category: 'security',
    stack: 'a-data',
    address: 'aws_efs_file_system.homes',
    path: 'a-data/Homes/Resource',
    attribute: 'encrypted',
    message: 'encrypted is not set and defaults to false, must be true',
    remedy: rule.remedy,
    verdict: 'fail',
    fingerprint: '0123456789abcdef',
    level: 'error',
    ...overrides,
  };
}

/** A fault of a stack, which no rule object describes. */
export const fault: Finding = {
  rule: 'stack/backend-missing',
  severity: 'critical',
  category: 'reliability',
  stack: 'a-data',
  address: '',
  attribute: 'terraform.backend',
  message: 'the stack has no backend, so its state would stay in the working folder',
  remedy: 'Give it a backend.',
  verdict: 'fail',
  fingerprint: 'fedcba9876543210',
  level: 'error',
};

export function result(overrides: Partial<CheckResult> = {}): CheckResult {
  return {
    findings: [],
    waived: [],
    unusedWaivers: [],
    expiredWaivers: [],
    expiringWaivers: [],
    rulesRun: 20,
    resources: 1,
    ...overrides,
  };
}
