import {
  check,
  type Finding,
  type PolicySettings,
  readSynthesized,
  stackFaults,
  type Waiver,
} from '@hubfleet/policies';
import { TerraformStack } from 'cdktf';
import { jsonOf, type StackJson } from './resources';

/** Something whose findings are known already, for example a fleet. */
interface Judged {
  readonly findings: readonly Finding[];
}

/** What policies are asked about. */
export type StackLike = StackJson | Judged;

/** Which findings count. */
export interface FindingsFilter {
  /**
   * `error`: only findings that stop an application; `warning`: these and the rest.
   * @default 'warning'
   */
  readonly level?: 'error' | 'warning';
  /**
   * Id of a rule, or the beginning of one such as `security/`.
   * @default - every rule
   */
  readonly rule?: string;
  /**
   * The day by which waivers and the support of Kubernetes are judged, `YYYY-MM-DD`.
   * @default - today
   */
  readonly today?: string;
  /**
   * Exceptions; a fleet brings its own.
   * @default - none
   */
  readonly waivers?: readonly Waiver[];
  /**
   * Rule sets, levels and limits; a fleet brings its own.
   * @default - those of hubfleet
   */
  readonly settings?: PolicySettings;
}

/** What the policies say of a stack, worst first; with structural faults such as a missing backend. */
export function stackFindings(subject: StackLike, filter: FindingsFilter = {}): Finding[] {
  const { level = 'warning', rule = '' } = filter;
  const found = isJudged(subject) ? subject.findings : judge(subject, filter);
  return found.filter((each) => each.rule.startsWith(rule) && (level === 'warning' || each.level === 'error'));
}

function isJudged(subject: StackLike): subject is Judged {
  return typeof subject === 'object' && 'findings' in subject && Array.isArray(subject.findings);
}

function judge(stack: StackJson, { today, waivers = [], settings = {} }: FindingsFilter): readonly Finding[] {
  const at = { stack: TerraformStack.isStack(stack) ? stack.node.id : 'stack' };
  const json = jsonOf(stack);
  const { findings } = check(readSynthesized(json, at), {
    stage: 'synth',
    today: today ?? new Date().toISOString().slice(0, 10),
    waivers,
    settings,
    faults: stackFaults(json, at),
  });
  return findings;
}
