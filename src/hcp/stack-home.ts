/** Where a stack says that its state is. */
export interface StackHome {
  /** `cloud`, `remote`, or the kind of another backend; `none` without one. */
  readonly kind: string;
  readonly hostname?: string;
  readonly organization?: string;
  readonly workspace?: string;
}

/** Kinds whose state a workspace holds anyway, or that only count on the machine they were tried on. */
const WORKSPACE_KINDS: ReadonlySet<string> = new Set(['cloud', 'remote', 'local', 'none']);

/** Reads the `cloud` or `backend` block of Terraform JSON. */
export function stackHome(json: unknown): StackHome {
  const blocks = records(field(json, 'terraform'));
  for (const block of blocks) {
    for (const cloud of records(block.cloud)) return homeOf('cloud', cloud);
    for (const backend of records(block.backend)) {
      for (const [kind, body] of Object.entries(backend)) return homeOf(kind, records(body)[0] ?? {});
    }
  }
  return { kind: 'none' };
}

/** Whether running the stack in a workspace would begin with an empty state beside the one it has. */
export function livesElsewhere({ kind }: StackHome): boolean {
  return !WORKSPACE_KINDS.has(kind);
}

function homeOf(kind: string, body: Readonly<Record<string, unknown>>): StackHome {
  if (kind !== 'cloud' && kind !== 'remote') return { kind };
  const [workspaces] = records(body.workspaces);
  return {
    kind,
    ...(typeof body.hostname === 'string' && { hostname: body.hostname }),
    ...(typeof body.organization === 'string' && { organization: body.organization }),
    ...(typeof workspaces?.name === 'string' && { workspace: workspaces.name }),
  };
}

function field(node: unknown, key: string): unknown {
  return isRecord(node) ? node[key] : undefined;
}

function records(node: unknown): Record<string, unknown>[] {
  return (Array.isArray(node) ? node : [node]).filter(isRecord);
}

function isRecord(node: unknown): node is Record<string, unknown> {
  return typeof node === 'object' && node !== null && !Array.isArray(node);
}
