import { type AttributeChange, attributeChanges } from './attribute-changes.ts';
import type { PlanJson, PlannedResource } from './plan-json.ts';

/** What a plan does with a resource, in one word. */
export type ChangeKind = 'create' | 'update' | 'replace' | 'delete' | 'forget' | 'import' | 'move' | 'read';

/** Number of resources by what is done with them. */
export type PlanSummary = Readonly<Record<ChangeKind, number>>;

/** A resource that a plan changes. */
export interface PlannedChangeOf {
  readonly kind: ChangeKind;
  readonly address: string;
  readonly type: string;
  /** Construct path, when the resource is in the synthesized JSON. */
  readonly path?: string;
  /** Terraform's reason, for example `delete_because_no_resource_config`. */
  readonly reason?: string;
  /** Address before a move. */
  readonly previousAddress?: string;
  /** Key of an object left over from an interrupted replacement. */
  readonly deposed?: string;
  /** Taken over into the state, whatever else is done. */
  readonly importing: boolean;
  /** Of updates and replacements. */
  readonly attributes: readonly AttributeChange[];
}

const kinds: readonly ChangeKind[] = ['create', 'update', 'replace', 'delete', 'forget', 'import', 'move', 'read'];

/** The changes of a plan, destructive ones first, without any secret. */
export function readChanges(plan: PlanJson, pathOf: (address: string) => string | undefined): PlannedChangeOf[] {
  return (plan.resource_changes ?? [])
    .flatMap((resource) => {
      const kind = kindOf(resource);
      return kind ? [changeOf(resource, kind, pathOf(resource.address))] : [];
    })
    .sort((a, b) => rank(a.kind) - rank(b.kind) || compare(a.path ?? a.address, b.path ?? b.address));
}

/** Counts the changes. */
export function summarize(changes: readonly PlannedChangeOf[]): PlanSummary {
  const count = (kind: ChangeKind): number => changes.filter((change) => change.kind === kind).length;
  return Object.fromEntries(kinds.map((kind) => [kind, count(kind)])) as Record<ChangeKind, number>;
}

function kindOf({ change, previous_address }: PlannedResource): ChangeKind | undefined {
  const actions = new Set(change.actions);
  if (actions.has('delete')) return actions.has('create') ? 'replace' : 'delete';
  if (actions.has('forget')) return actions.has('create') ? 'replace' : 'forget';
  const plain = (['create', 'update', 'read'] as const).find((kind) => actions.has(kind));
  if (plain) return plain;
  if (change.importing) return 'import';
  return previous_address === undefined ? undefined : 'move';
}

function changeOf(resource: PlannedResource, kind: ChangeKind, path: string | undefined): PlannedChangeOf {
  const { address, type, change, action_reason: reason, previous_address: previousAddress, deposed } = resource;
  return {
    kind,
    address,
    type,
    ...(path !== undefined && { path }),
    ...(reason !== undefined && { reason }),
    ...(previousAddress !== undefined && { previousAddress }),
    ...(deposed !== undefined && { deposed }),
    importing: change.importing !== undefined && change.importing !== null,
    attributes: kind === 'update' || kind === 'replace' ? attributeChanges(change) : [],
  };
}

const order: readonly ChangeKind[] = ['delete', 'forget', 'replace', 'update', 'create', 'import', 'move', 'read'];

function rank(kind: ChangeKind): number {
  return order.indexOf(kind);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
