import type { CheckResult, Finding } from '@hubfleet/policies';

interface ChangeOverrides {
  readonly [key: string]: unknown;
}

/** One entry of `resource_changes`. */
export const planned = (actions: string[], change: ChangeOverrides = {}, overrides: ChangeOverrides = {}): object => ({
  address: 'aws_vpc.net',
  mode: 'managed',
  type: 'aws_vpc',
  name: 'net',
  change: { actions, before: null, after: {}, after_unknown: {}, before_sensitive: {}, after_sensitive: {}, ...change },
  ...overrides,
});

/** The output of `terraform show -json PLANFILE`. */
export const planJson = (changes: object[], overrides: ChangeOverrides = {}): string =>
  JSON.stringify({
    format_version: '1.2',
    resource_changes: changes,
    configuration: { root_module: {} },
    ...overrides,
  });

export const nothingFound: CheckResult = {
  findings: [],
  waived: [],
  unusedWaivers: [],
  expiredWaivers: [],
  expiringWaivers: [],
  rulesRun: 1,
  resources: 1,
};

export const finding = (overrides: Partial<Finding> = {}): Finding => ({
  rule: 'data-loss/stateful-change',
  severity: 'critical',
  category: 'data-loss',
  stack: 'sea',
  address: 'aws_efs_file_system.homes',
  message: 'would be deleted',
  remedy: 'keep it',
  verdict: 'fail',
  fingerprint: '0123456789abcdef',
  level: 'error',
  ...overrides,
});

export const found = (...findings: Finding[]): CheckResult => ({ ...nothingFound, findings });
