import { formatPath } from '../attribute-path';
import { createBlock, createResource, type Resource, type ResourceChange } from '../resource';
import { UnreadableInput } from '../unreadable-input';
import { isRecord, unknownValue } from '../value';
import { ConfiguredModule } from './plan-configuration';
import { PlanValues } from './plan-values';
import { type ReadOptions, readSynthesized } from './synthesized';

/** Where a plan belongs. */
export interface ReadPlanOptions extends ReadOptions {
  /** The stack's `cdk.tf.json`, for what plans leave out: construct paths and lifecycle settings. */
  readonly synthesized?: unknown;
}

/**
 * Reads `terraform show -json PLANFILE`: what will be, what will go, and the data sources in between.
 * @throws UnreadableInput when it is something else or of a format not known
 */
export function readPlan(json: unknown, at: ReadPlanOptions): Resource[] {
  const plan = requirePlan(json, at.stack);
  const configuration = new ConfiguredModule(isRecord(plan.configuration) ? plan.configuration.root_module : undefined);
  const beside = new Map<string, Resource>();
  if (at.synthesized !== undefined) {
    for (const resource of readSynthesized(at.synthesized, at)) beside.set(resource.address, resource);
  }
  const context = { stack: at.stack, configuration, beside };
  const changes = records(plan.resource_changes).map((entry) => fromChange(entry, context));
  const seen = new Set(changes.map((resource) => resource.address));
  const state = isRecord(plan.prior_state) ? plan.prior_state.values : undefined;
  const read = stateObjects(isRecord(state) ? state.root_module : undefined)
    .filter((entry) => entry.mode === 'data' && !seen.has(textOf(entry.address)))
    .map((entry) => fromState(entry, context));
  return [...changes, ...read];
}

function requirePlan(json: unknown, stack: string): Record<string, unknown> {
  const remedy = 'give the output of terraform show -json PLANFILE';
  if (!isRecord(json)) throw new UnreadableInput(stack, 'is not a plan', remedy);
  const version = json.format_version;
  if (typeof version !== 'string') throw new UnreadableInput(stack, 'is not a plan, it has no format_version', remedy);
  if (!/^[01]\.\d+$/.test(version)) {
    throw new UnreadableInput(
      stack,
      `plan format_version ${JSON.stringify(version.slice(0, 20))} is not supported, known are 0.x and 1.x`,
      'use a version of hubfleet that knows it',
    );
  }
  if (!('resource_changes' in json) && !('planned_values' in json)) {
    const problem = 'values' in json ? 'is a state, not a plan' : 'is not a plan, it has no resource_changes';
    throw new UnreadableInput(stack, problem, remedy);
  }
  return json;
}

interface PlanContext {
  readonly stack: string;
  readonly configuration: ConfiguredModule;
  readonly beside: ReadonlyMap<string, Resource>;
}

function fromChange(entry: Record<string, unknown>, context: PlanContext): Resource {
  const change = isRecord(entry.change) ? entry.change : {};
  const actions = Array.isArray(change.actions) ? change.actions.filter((action) => typeof action === 'string') : [];
  const removed = (actions.includes('delete') || actions.includes('forget')) && !actions.includes('create');
  const planned = removed
    ? { values: change.before, unknowns: undefined, sensitive: change.before_sensitive }
    : { values: change.after, unknowns: change.after_unknown, sensitive: change.after_sensitive };
  return assemble(entry, context, planned, { removed, change: toChange(entry, change, actions) });
}

function fromState(entry: Record<string, unknown>, context: PlanContext): Resource {
  const planned = { values: entry.values, unknowns: undefined, sensitive: entry.sensitive_values };
  return assemble(entry, context, planned, { removed: false });
}

function assemble(
  entry: Record<string, unknown>,
  context: PlanContext,
  planned: { values: unknown; unknowns: unknown; sensitive: unknown },
  fate: { removed: boolean; change?: ResourceChange },
): Resource {
  const address = textOf(entry.address);
  const type = textOf(entry.type);
  const name = textOf(entry.name);
  const mode = entry.mode === 'data' ? 'data' : 'managed';
  const module = typeof entry.module_address === 'string' ? entry.module_address : moduleOf(address);
  const block = mode === 'data' ? `data.${type}.${name}` : `${type}.${name}`;
  const configured = context.configuration.at(module)?.resource(block);
  const beside = module === '' ? context.beside.get(block) : undefined;
  const preventDestroy =
    beside?.lifecycle.preventDestroy ?? unknownValue('plans do not say whether prevent_destroy is set');
  const facts = {
    stack: context.stack,
    address,
    type,
    name,
    mode,
    ...(beside?.path !== undefined && { path: beside.path }),
    lifecycle: { preventDestroy },
    ...fate,
  } as const;
  return createResource(facts, new PlanValues(type, planned, configured));
}

function toChange(entry: Record<string, unknown>, change: Record<string, unknown>, actions: string[]): ResourceChange {
  const paths = Array.isArray(change.replace_paths) ? change.replace_paths : [];
  const replacePaths = paths.filter(Array.isArray).map((path) => formatPath(path.filter(isStep)));
  const before = { values: change.before, unknowns: undefined, sensitive: change.before_sensitive };
  return {
    actions,
    replacePaths,
    importing: isRecord(change.importing),
    ...(typeof entry.action_reason === 'string' && { actionReason: entry.action_reason }),
    ...(typeof entry.previous_address === 'string' && { previousAddress: entry.previous_address }),
    ...(typeof entry.deposed === 'string' && { deposed: entry.deposed }),
    ...(isRecord(change.before) && { before: createBlock(new PlanValues(textOf(entry.type), before, undefined)) }),
  };
}

function isStep(step: unknown): step is string | number {
  return typeof step === 'string' || typeof step === 'number';
}

function textOf(node: unknown): string {
  return typeof node === 'string' ? node : '';
}

function moduleOf(address: string): string {
  return /^((?:module\.[\w-]+(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?\.)*)/.exec(address)?.[1]?.replace(/\.$/, '') ?? '';
}

function stateObjects(module: unknown): Record<string, unknown>[] {
  if (!isRecord(module)) return [];
  return [...records(module.resources), ...records(module.child_modules).flatMap(stateObjects)];
}

function records(node: unknown): Record<string, unknown>[] {
  return Array.isArray(node) ? node.filter(isRecord) : [];
}
