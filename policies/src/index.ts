export {
  applyBaseline,
  type Baseline,
  type BaselineContext,
  type BaselineEntry,
  type BaselineOutcome,
  baselineOf,
  readBaseline,
} from './baseline';
export * from './cost/index';
export { EKS_SUPPORT_READ, type EksSupport, eksSupport } from './eks-versions';
export { type CheckOptions, type CheckResult, check } from './engine';
export { compareFindings, type Finding, type FindingKey, fingerprint } from './finding';
export { type HelmValues, helmValues } from './helm-values';
export { hubValues, isHubRelease } from './hub-values';
export { levelOf, setsOf } from './levels';
export { nearMiss } from './near-miss';
export { parseJson } from './parse-json';
export { readComparison } from './readers/comparison';
export { type ReadPlanOptions, readPlan } from './readers/plan';
export { type ReadOptions, readSynthesized } from './readers/synthesized';
export type { Block, Resource, ResourceChange } from './resource';
export type { ResourceIndex } from './resource-index';
export type {
  Category,
  Example,
  ExampleChange,
  Reference,
  Rule,
  RuleCheck,
  RuleContext,
  Severity,
  Stage,
} from './rule';
export { rules } from './rules';
export { DEFAULT_LIMITS, type Level, type Limits, type PolicySettings, RULE_SETS, type RuleSet } from './settings';
export { type SynthesizedStackJson, sharedStateFaults } from './shared-state-faults';
export { stackFaults } from './stack-faults';
export { UnreadableInput } from './unreadable-input';
export type { DefaultValue, Json, KnownValue, ReferenceValue, UnknownValue, Value } from './value';
export type { Leaf } from './value-tree';
export { all, any, fail, type Judgement, judge, pass, requireFlag, unknown, type Verdict } from './verdict';
export { type Waiver, type WaiverStatus, waiverProblem, waiverStatus } from './waiver';
