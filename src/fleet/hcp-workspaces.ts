import type { Backend } from './schema/backend.ts';
import type { HcpSettings } from './schema/hcp.ts';

/** A backend that keeps states in workspaces. */
export type WorkspaceBackend = Extract<Backend, { kind: 'cloud' }>;

/** Whether a backend keeps its states in workspaces of this organization. */
export function isWorkspaceOf(
  backend: Backend,
  { organization, hostname }: Pick<HcpSettings, 'organization' | 'hostname'>,
): backend is WorkspaceBackend {
  return backend.kind === 'cloud' && backend.organization === organization && backend.hostname === hostname;
}
