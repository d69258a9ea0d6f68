import type { Secret } from '../secret';
import type { Values } from './json';
import type { Refuse } from './refuse';

/** A trait of the hub whose value is a secret; the hub reads it from its environment. */
export interface Credential {
  /** Class, for example `GitHubOAuthenticator`. */
  readonly section: string;
  readonly trait: string;
  /** Key within the trait, where the trait is a mapping. */
  readonly key?: string;
  readonly secret: Secret;
}

/** What one kind of authentication asks of the hub. */
export interface AuthenticationSettings {
  /** Entry point or class of the authenticator. */
  readonly authenticatorClass: string;
  /** Sections of `hub.config`. */
  readonly sections: Record<string, Values>;
  readonly credentials: readonly Credential[];
  /** Whether logins bring groups, so that profiles can be kept for some of them. */
  readonly bringsGroups: boolean;
  /** Whether nobody logs in, because BinderHub starts the servers of visitors. */
  readonly visitors?: boolean;
  /** Why the hub may be open to everybody; none means it is not. */
  readonly openBecause?: string;
}

/** What a kind of authentication may know of its hub. */
export interface AuthenticationContext {
  readonly callbackUrl: string;
  /** Administrators of the hub and of the staff. */
  readonly admins: readonly string[];
  readonly refuse: Refuse;
}

const SHORTEST_REASON = 15;

/** Refuses a reason that says nothing: it is what a reviewer reads. */
export function checkReason(reason: string | undefined, property: string, refuse: Refuse): void {
  if (reason === undefined || reason.trim().length >= SHORTEST_REASON) return;
  const problem = `must say why everybody may log in (at least ${SHORTEST_REASON} characters), got ${JSON.stringify(reason)}`;
  throw refuse(property, problem, 'write the reason in a sentence');
}
