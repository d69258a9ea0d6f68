import type { Resource, ResourceChange } from '../resource';
import { isRecord } from '../value';
import { type ReadOptions, readSynthesized } from './synthesized';

/**
 * Reads what a new version of a stack's Terraform JSON asks of what the earlier version made, before any plan: its
 * resources with the values they had, and those that it no longer holds. What a provider replaces for other reasons
 * only a plan can tell.
 * @throws UnreadableInput when either is something else
 */
export function readComparison(before: unknown, after: unknown, at: ReadOptions): Resource[] {
  const old = new Map(managed(before, at).map((resource) => [resource.address, resource]));
  const now = managed(after, at);
  const moves = sections(after, 'moved').map(({ from, to }) => [String(to), String(from)] as const);
  const origin = new Map(moves);
  const kept = now.map((resource) => {
    const was = old.get(origin.get(resource.address) ?? resource.address);
    return { ...resource, change: changed(was ? 'update' : 'create', was) };
  });
  const addresses = new Set([...now.map(({ address }) => address), ...moves.map(([, from]) => from)]);
  const forgotten = new Set(
    sections(after, 'removed')
      .filter(isForgotten)
      .map(({ from }) => String(from)),
  );
  const gone = [...old.values()].filter(({ address }) => !addresses.has(address));
  return [
    ...kept,
    ...gone.map((resource) => ({
      ...resource,
      change: changed(forgotten.has(resource.address) ? 'forget' : 'delete', resource),
      removed: true,
    })),
  ];
}

function managed(json: unknown, at: ReadOptions): Resource[] {
  return readSynthesized(json, at).filter(({ mode }) => mode === 'managed');
}

function changed(action: string, before: Resource | undefined): ResourceChange {
  return { actions: [action], replacePaths: [], importing: false, compared: true, ...(before && { before }) };
}

/** A block that may stand once or in a list. */
function sections(json: unknown, name: string): Record<string, unknown>[] {
  const section = isRecord(json) ? json[name] : undefined;
  return (Array.isArray(section) ? section : [section]).filter(isRecord);
}

function isForgotten({ lifecycle }: Record<string, unknown>): boolean {
  const block: unknown = Array.isArray(lifecycle) ? lifecycle[0] : lifecycle;
  return isRecord(block) && block.destroy === false;
}
