import type { Authentication } from './authentication';

/** Rights beyond a user's own, in JupyterHub's scopes. */
export interface HubRole {
  /** Scopes, for example `list:users!group=course-1` or `admin:servers!group=course-1`. */
  readonly scopes: string[];
  /**
   * Users who have the role.
   * @default - none
   */
  readonly users?: string[];
  /**
   * Groups whose members have the role.
   * @default - none
   */
  readonly groups?: string[];
  /**
   * Services that have the role.
   * @default - none
   */
  readonly services?: string[];
}

/** Who may log in to a hub, and with which rights. */
export interface HubAccess {
  /** How users log in. */
  readonly authentication: Authentication;
  /**
   * Administrators of the hub.
   * @default - none
   */
  readonly admins?: string[];
  /**
   * Administrators of the organization that runs the hub.
   * @default - none
   */
  readonly staffAdmins?: string[];
  /**
   * Users who may not log in.
   * @default - none
   */
  readonly blockedUsers?: string[];
  /**
   * Further roles by name, for example of course staff.
   * @default - none
   */
  readonly roles?: Record<string, HubRole>;
}
