import { compareFindings, type Finding, fingerprint } from './finding';
import { isRecord } from './value';

/** A stack with its Terraform JSON. */
export interface SynthesizedStackJson {
  readonly stack: string;
  readonly json: unknown;
}

/** Attributes by which a backend finds its state; a relative local path is another file in each stack's folder. */
const IDENTITY: Readonly<Record<string, readonly string[]>> = {
  s3: ['bucket', 'key', 'endpoints'],
  gcs: ['bucket', 'prefix'],
  azurerm: ['storage_account_name', 'container_name', 'key'],
  http: ['address'],
  cloud: ['hostname', 'organization', 'workspaces'],
  remote: ['hostname', 'organization', 'workspaces'],
};

/** Stacks that keep their state in one place, where each would destroy what the other made. They are never waived. */
export function sharedStateFaults(stacks: readonly SynthesizedStackJson[]): Finding[] {
  const owners = new Map<string, string>();
  return stacks
    .flatMap(({ stack, json }) => {
      const state = stateOf(json);
      const owner = state === undefined ? undefined : owners.get(state);
      if (state !== undefined && owner === undefined) owners.set(state, stack);
      return owner === undefined ? [] : [fault(stack, `${state} is also that of stack ${owner}`)];
    })
    .sort(compareFindings);
}

function stateOf(json: unknown): string | undefined {
  for (const terraform of recordsOf(isRecord(json) ? json.terraform : undefined)) {
    const kinds = { ...recordsOf(terraform.backend)[0], ...(terraform.cloud ? { cloud: terraform.cloud } : {}) };
    for (const [kind, settings] of Object.entries(kinds)) {
      const [backend] = recordsOf(settings);
      const identity = IDENTITY[kind];
      if (backend && identity) return [kind, ...identity.flatMap((name) => quoted(backend[name]))].join(' ');
    }
  }
  return undefined;
}

function fault(stack: string, shared: string): Finding {
  const key = { rule: 'stack/state-shared', stack, address: '', attribute: 'terraform.backend' };
  return {
    ...key,
    severity: 'critical',
    category: 'data-loss',
    message: `the state at ${shared}: applying one destroys what the other made`,
    remedy:
      'Give each stack a key, prefix or workspace of its own; hubfleet makes it of the names of cluster and stack.',
    verdict: 'fail',
    fingerprint: fingerprint(key),
    level: 'error',
  };
}

function recordsOf(node: unknown): Record<string, unknown>[] {
  return (Array.isArray(node) ? node : [node]).filter(isRecord);
}

function quoted(value: unknown): string[] {
  return value === undefined ? [] : [JSON.stringify(value)];
}
