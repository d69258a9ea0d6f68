import { isSecretReference, parseSecretReference } from '../fleet/schema/secret-reference.ts';
import type { StackPlace } from './layer.ts';

/** Terraform variables by which a stack takes secrets, sorted. */
export function secretVariables({ layer, cluster, hub }: StackPlace): string[] {
  const holders = layer === 'hub' ? hub?.authentication : layer === 'support' ? cluster.support : undefined;
  return [...new Set(variablesIn(holders))].sort();
}

/** Text in lists is free text; a reference there would be none of ours. */
function variablesIn(value: unknown): string[] {
  if (isSecretReference(value)) {
    const { store, name } = parseSecretReference(value);
    return store === 'variable' ? [name] : [];
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.values(value).flatMap(variablesIn);
}
