import { compareText } from '../../fleet/problem.ts';
import { type Layer, layers } from '../../stacks/layer.ts';
import { type PartChange, partChanges } from './stack-parts.ts';

/** A stack of one of two versions of a fleet. */
export interface StackVersion {
  readonly name: string;
  readonly cluster: string;
  readonly layer: Layer;
  readonly hub?: string;
  /** The Terraform JSON. */
  readonly json: unknown;
  /** Text of the lock file, where there is one. */
  readonly lockFile?: string;
}

/** A stack that a change touches. */
export interface AffectedStack {
  readonly stack: string;
  readonly cluster: string;
  readonly layer: Layer;
  readonly hub?: string;
  /** `removed`: the fleet no longer has it, and what it made still runs. */
  readonly kind: 'new' | 'changed' | 'removed';
  /** What differs, by address; of a new or removed stack all its resources. */
  readonly changes: readonly PartChange[];
}

/** What stands for the lock file among the addresses of a stack. */
const LOCK_FILE = '.terraform.lock.hcl';

/** The stacks in which two versions of a fleet differ, by cluster, in the order of application. */
export function affectedStacks(before: readonly StackVersion[], after: readonly StackVersion[]): AffectedStack[] {
  const old = new Map(before.map((stack) => [stack.name, stack]));
  const now = new Map(after.map((stack) => [stack.name, stack]));
  const present = after.flatMap((stack) => {
    const base = old.get(stack.name);
    const changes = base ? changesOf(base, stack) : partChanges({}, stack.json);
    return base && changes.length === 0 ? [] : [affected(stack, base ? 'changed' : 'new', changes)];
  });
  const gone = before
    .filter(({ name }) => !now.has(name))
    .map((stack) => affected(stack, 'removed', partChanges(stack.json, {})));
  return [...present, ...gone].sort(inOrder);
}

function changesOf(before: StackVersion, after: StackVersion): PartChange[] {
  const changes = partChanges(before.json, after.json);
  // A lock file that is not kept yet says nothing about what was applied.
  const known = before.lockFile !== undefined && after.lockFile !== undefined;
  if (!known || withoutComments(before.lockFile) === withoutComments(after.lockFile)) return changes;
  return [...changes, { address: LOCK_FILE, kind: 'changed', attributes: [] }];
}

function withoutComments(text = ''): string {
  const lines = text.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('#')).join('\n');
}

function affected(
  { name: stack, cluster, layer, hub }: StackVersion,
  kind: AffectedStack['kind'],
  changes: readonly PartChange[],
): AffectedStack {
  const isResource = ({ address }: PartChange) =>
    !/^(?:terraform|provider|output|var|local|data|ephemeral)\./.test(address);
  const shown = kind === 'changed' ? changes : changes.filter(isResource);
  return { stack, cluster, layer, ...(hub !== undefined && { hub }), kind, changes: shown };
}

function inOrder(a: AffectedStack, b: AffectedStack): number {
  return (
    compareText(a.cluster, b.cluster) ||
    layers.indexOf(a.layer) - layers.indexOf(b.layer) ||
    compareText(a.stack, b.stack)
  );
}
