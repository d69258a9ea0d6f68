import { check, type Resource, readPlan, rules } from '@hubfleet/policies';
import { type PlannedChangeOf, readChanges } from '../terraform/plan-changes.ts';
import { type DriftClass, type DriftedResource, driftClasses } from './drift.ts';
import { type CostOfResource, type DriftPricing, driftCosts, isSameCost } from './drift-cost.ts';
import { type DriftPlan, keyOf, outsidePlan } from './drift-plan.ts';

/** What a plan is classified with besides itself. */
export interface ClassifyOptions extends DriftPricing {
  readonly stack: string;
  /** The stack's `cdk.tf.json`, for construct paths. */
  readonly synthesized?: unknown;
}

/** What is known of one resource that is not as it should be. */
interface Evidence {
  readonly outside?: PlannedChangeOf;
  readonly pending?: PlannedChangeOf;
  readonly lostOutside: boolean;
  readonly wouldLose: boolean;
  readonly cost?: CostOfResource;
  /** The price of something else hangs on it. */
  readonly carriesPrice: boolean;
}

/** Types that cost nothing themselves, but say what others cost. */
const PRICE_CARRIERS: ReadonlySet<string> = new Set(['aws_launch_template']);

const guard = rules.filter(({ id }) => id === 'data-loss/stateful-change');

/** Everything in a plan of the unchanged files that is not as it was applied or as the files say, the worst first. */
export function classifyDrift(plan: DriftPlan, options: ClassifyOptions): DriftedResource[] {
  const { stack, synthesized } = options;
  const at = { stack, ...(synthesized !== undefined && { synthesized }) };
  const [coming, past] = [readPlan(plan, at), readPlan(outsidePlan(plan), at)];
  const paths = new Map([...coming, ...past].map(({ address, path }) => [address, path]));
  const read = (json: DriftPlan) => byKey(readChanges(json, (address) => paths.get(address)).filter(isReal));
  const [pending, outside] = [read(plan), read(outsidePlan(plan))];
  const [wouldLose, lostOutside] = [guarded(coming, options), guarded(past, options)];
  const costs = driftCosts(plan, stack, options);
  const carriesPrice = [...costs].some(
    ([address, cost]) => !pending.has(address) && !outside.has(address) && !isSameCost(cost.now, cost.wanted),
  );
  return [...new Set([...pending.keys(), ...outside.keys()])]
    .map((key) => {
      const change = pending.get(key) ?? outside.get(key);
      return drifted({
        outside: outside.get(key),
        pending: pending.get(key),
        lostOutside: lostOutside.has(change?.address ?? key),
        wouldLose: wouldLose.has(change?.address ?? key),
        cost: costs.get(key),
        carriesPrice: carriesPrice && PRICE_CARRIERS.has(change?.type ?? ''),
      });
    })
    .filter((resource) => resource !== undefined)
    .sort((a, b) => driftClasses.indexOf(b.class) - driftClasses.indexOf(a.class) || compare(placeOf(a), placeOf(b)));
}

function byKey(changes: readonly PlannedChangeOf[]): Map<string, PlannedChangeOf> {
  return new Map(changes.map((change) => [keyOf(change), change]));
}

/** Data sources are read at every plan, and providers write nothing once as null and once as an empty map. */
function isReal({ kind, attributes }: PlannedChangeOf): boolean {
  return kind !== 'read' && (kind !== 'update' || attributes.length > 0);
}

/** Addresses at which the guard against data loss complains, waived or not: a waiver is for who applies. */
function guarded(resources: readonly Resource[], { today }: DriftPricing): Set<string> {
  const { findings } = check(resources, { stage: 'plan', today, rules: guard });
  return new Set(findings.map(({ address }) => address));
}

function drifted(evidence: Evidence): DriftedResource | undefined {
  const { outside, pending, cost } = evidence;
  const change = pending ?? outside;
  if (!change) return undefined;
  const { address, type, path } = change;
  const gone = outside?.kind === 'delete';
  const monthly = costChange(evidence);
  return {
    ...classOf(evidence, monthly !== undefined),
    address,
    type,
    ...(path !== undefined && { path }),
    ...(outside && { outside: gone ? 'deleted' : 'changed' }),
    ...(pending && { wouldDo: pending.kind }),
    attributes: (outside && !gone && outside.attributes.length > 0 ? outside : (pending ?? outside))?.attributes ?? [],
    ...(monthly && cost && { monthly }),
  };
}

/** With what Terraform would leave alone, the price to compare with is the one it had. */
function costChange({ cost, pending }: Evidence): DriftedResource['monthly'] {
  if (!cost) return undefined;
  const wanted = pending ? cost.wanted : cost.applied;
  return isSameCost(cost.now, wanted) ? undefined : { now: cost.now, wanted };
}

const doing = { delete: 'delete', replace: 'replace', forget: 'forget' } as const;

function classOf(evidence: Evidence, costs: boolean): { class: DriftClass; why: string } {
  const { outside, pending, lostOutside, wouldLose, carriesPrice } = evidence;
  if (wouldLose) {
    const what = doing[pending?.kind as keyof typeof doing] ?? 'replace';
    return { class: 'destructive', why: `an application would ${what} it, and it holds what cannot be made again` };
  }
  if (lostOutside) return { class: 'destructive', why: 'it is gone, and it held what cannot be made again' };
  if (costs) return { class: 'cost', why: 'it does not cost what it should' };
  if (carriesPrice) return { class: 'cost', why: 'it says what machines cost that are started from it' };
  if (!pending) return { class: 'harmless', why: 'Terraform leaves it as it is' };
  if (!outside) return { class: 'harmless', why: 'the files say something that is not applied' };
  return { class: 'harmless', why: 'an application would put it back' };
}

function placeOf({ path, address }: DriftedResource): string {
  return path ?? address;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
