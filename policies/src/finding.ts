import { createHash } from 'node:crypto';
import type { Resource } from './resource';
import type { Category, Rule, Severity } from './rule';
import type { Waiver } from './waiver';

/** Something a rule found. */
export interface Finding {
  /** Rule id, for example `security/eks-public-endpoint`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly category: Category;
  readonly stack: string;
  /** Terraform address; empty when the finding is about the stack or the settings. */
  readonly address: string;
  /** Construct path. */
  readonly path?: string;
  readonly attribute?: string;
  /** What is wrong and the value got; lower case, no final period. */
  readonly message: string;
  /** How to mend it. */
  readonly remedy: string;
  /** `fail`; `unknown` when the rule cannot see; `error` when the rule itself broke. */
  readonly verdict: 'fail' | 'unknown' | 'error';
  /** Stable over runs, file names and line numbers: 16 hexadecimal digits of rule, stack, address and attribute. */
  readonly fingerprint: string;
  /** The waiver that covers it. */
  readonly waiver?: Waiver;
  /** `error` fails the run. */
  readonly level: 'error' | 'warning';
}

/** What distinguishes one finding from every other. */
export type FindingKey = Pick<Finding, 'rule' | 'stack' | 'address' | 'attribute'>;

/** The stable identity of a finding. */
export function fingerprint({ rule, stack, address, attribute = '' }: FindingKey): string {
  return createHash('sha256').update([rule, stack, address, attribute].join('|')).digest('hex').slice(0, 16);
}

/** A finding of a rule about a resource. */
export function findingOf(
  rule: Rule,
  resource: Resource,
  found: Pick<Finding, 'verdict' | 'message' | 'level'> & { readonly attribute?: string },
): Finding {
  const key = {
    rule: rule.id,
    stack: resource.stack,
    address: resource.address,
    ...(found.attribute !== undefined && { attribute: found.attribute }),
  };
  return {
    ...key,
    severity: rule.severity,
    category: rule.category,
    ...(resource.path !== undefined && { path: resource.path }),
    message: found.message,
    remedy: rule.remedy,
    verdict: found.verdict,
    fingerprint: fingerprint(key),
    level: found.level,
  };
}

const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

/** Worst first, then by rule and place: the order in which findings are given everywhere. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    compare(a.rule, b.rule) ||
    compare(a.stack, b.stack) ||
    compare(a.address, b.address) ||
    compare(a.attribute ?? '', b.attribute ?? '')
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
