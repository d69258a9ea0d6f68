import type { Secret } from '../secret';
import {
  type AuthenticationContext,
  type AuthenticationSettings,
  type Credential,
  checkReason,
} from './authentication-settings';

/** One password for all participants of an event, each under a name of their own. */
export interface SharedPasswordAuthenticationOptions {
  /** Password of the participants, at least 8 characters. */
  readonly password: Secret;
  /**
   * Password of the administrators, at least 32 characters; needed as soon as the hub has administrators.
   * @default - none
   */
  readonly adminPassword?: Secret;
}

/** A new user at every visit, without any login. */
export interface TemporaryAuthenticationOptions {
  /** Why the hub may be open to everybody; reports show it. */
  readonly allowEveryoneBecause: string;
}

/** Nobody logs in: BinderHub starts the servers of visitors. */
export interface VisitorsAuthenticationOptions {
  /** Why the hub may be open to everybody; reports show it. */
  readonly allowEveryoneBecause: string;
}

export function sharedPasswordSettings(
  options: SharedPasswordAuthenticationOptions,
  context: AuthenticationContext,
): AuthenticationSettings {
  const { admins, refuse } = context;
  if (admins.length > 0 && options.adminPassword === undefined) {
    const problem = `is missing, although the hub has administrators (${admins.join(', ')})`;
    throw refuse('authentication.adminPassword', problem, 'name a secret of at least 32 characters');
  }
  const section = 'SharedPasswordAuthenticator';
  const credentials: Credential[] = [{ section, trait: 'user_password', secret: options.password }];
  if (options.adminPassword) credentials.push({ section, trait: 'admin_password', secret: options.adminPassword });
  return {
    authenticatorClass: 'shared-password',
    sections: { [section]: { allow_all: true } },
    credentials,
    bringsGroups: false,
  };
}

export function temporarySettings(
  options: TemporaryAuthenticationOptions,
  context: AuthenticationContext,
): AuthenticationSettings {
  checkReason(options.allowEveryoneBecause, 'authentication.allowEveryoneBecause', context.refuse);
  refuseAdmins('temporary users', context);
  return {
    authenticatorClass: 'tmp',
    sections: { TmpAuthenticator: { allow_all: true } },
    credentials: [],
    bringsGroups: false,
    openBecause: options.allowEveryoneBecause,
  };
}

export function visitorsSettings(
  options: VisitorsAuthenticationOptions,
  context: AuthenticationContext,
): AuthenticationSettings {
  checkReason(options.allowEveryoneBecause, 'authentication.allowEveryoneBecause', context.refuse);
  refuseAdmins('visitors', context);
  return {
    authenticatorClass: 'null',
    sections: {},
    credentials: [],
    bringsGroups: false,
    visitors: true,
    openBecause: options.allowEveryoneBecause,
  };
}

function refuseAdmins(whose: string, { admins, refuse }: AuthenticationContext): void {
  if (admins.length === 0) return;
  throw refuse('admins', `cannot log in to a hub of ${whose}, got ${admins.join(', ')}`, 'remove the administrators');
}
