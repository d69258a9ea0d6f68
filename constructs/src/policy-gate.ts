import { check, type Finding, readSynthesized, stackFaults, type Waiver } from '@hubfleet/policies';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import { duplicateIds } from './private/duplicate-ids';

/** A reasoned, dated exception from one policy. */
export interface PolicyWaiver {
  /** Id of the rule, for example `security/eks-public-endpoint`. */
  readonly rule: string;
  /** Glob on the Terraform address or the construct path. */
  readonly match: string;
  /** Why, in ten characters at least. */
  readonly reason: string;
  /** Who answers for it. */
  readonly owner: string;
  /** Last day on which it counts, `YYYY-MM-DD`, 180 days ahead at most. */
  readonly expires: string;
}

/** Properties of `PolicyGate`. */
export interface PolicyGateProps {
  /**
   * The day of the check, `YYYY-MM-DD`. It is asked for because synthesis must not look at the clock: waivers and
   * the support dates of Kubernetes are judged by it.
   */
  readonly today: string;
  /**
   * Exceptions.
   * @default - none
   */
  readonly waivers?: PolicyWaiver[];
  /**
   * Level by rule id or category: `error`, `warning` or `off`.
   * @default - critical and high rules are errors
   */
  readonly levels?: Record<string, string>;
}

/**
 * Fails the synthesis of its stack when the Terraform JSON is unsound or breaks a policy that counts as an error.
 *
 * Unsound means: two elements under one name, a second provider without alias, no backend, or a literal `${` or `%{`
 * that Terraform would evaluate.
 */
export class PolicyGate extends Construct {
  /**
   * Elements of a stack that cdktf would write under one name, as messages; empty when there are none.
   */
  public static duplicateIds(stack: TerraformStack): string[] {
    return duplicateIds(stack);
  }

  constructor(scope: Construct, id: string, props: PolicyGateProps) {
    super(scope, id);
    this.node.addValidation({ validate: () => problemsOf(TerraformStack.of(this), props) });
  }
}

const LEVELS = ['error', 'warning', 'off'] as const;

function problemsOf(stack: TerraformStack, { today, waivers = [], levels = {} }: PolicyGateProps): string[] {
  const duplicates = duplicateIds(stack);
  // The JSON of a stack with duplicates has already lost a part.
  if (duplicates.length > 0) return duplicates;
  const at = { stack: stack.node.id };
  const json = stack.toTerraform();
  const { findings } = check(readSynthesized(json, at), {
    stage: 'synth',
    today,
    waivers: waivers as Waiver[],
    settings: {
      levels: Object.fromEntries(Object.entries(levels).map(([rule, level]) => [rule, levelOf(rule, level)])),
    },
    faults: stackFaults(json, at),
  });
  return findings.filter(({ level }) => level === 'error').map(message);
}

function levelOf(rule: string, level: string): (typeof LEVELS)[number] {
  const known = LEVELS.find((candidate) => candidate === level);
  if (known === undefined) throw new Error(`levels.${rule}: '${level}' is no level; choose ${LEVELS.join(', ')}`);
  return known;
}

function message({ address, path, message: problem, remedy, rule }: Finding): string {
  return `${path ?? address}: ${problem}; ${remedy} (${rule})`;
}
