import { PolicyGate } from '@hubfleet/constructs';
import { type Finding, fingerprint } from '@hubfleet/policies';
import type { TerraformStack } from 'cdktf';

/** Elements of a stack that cdktf would write under one name, as findings that no waiver covers. */
export function duplicateFaults(stack: TerraformStack): Finding[] {
  return PolicyGate.duplicateIds(stack).map((message) => {
    const key = { rule: 'stack/duplicate-id', stack: stack.node.id, address: '', attribute: message };
    return {
      ...key,
      severity: 'critical',
      category: 'reliability',
      message,
      remedy: 'Name the pools, storages and hubs so that they differ in letters, digits, - or _.',
      verdict: 'fail',
      fingerprint: fingerprint(key),
      level: 'error',
    };
  });
}
