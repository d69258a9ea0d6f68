import type { AuthenticationContext, AuthenticationSettings } from './authentication-settings';
import { type OAuthClientOptions, oauthSettings } from './oauth-authentication';

/** Login with Auth0. */
export interface Auth0AuthenticationOptions extends OAuthClientOptions {
  /** Domain of the tenant, for example `example.eu.auth0.com`. */
  readonly auth0Domain: string;
  /**
   * Claim that becomes the user name. It decides which home directory a user gets.
   * @default 'email'
   */
  readonly usernameClaim?: string;
  /**
   * Claim that lists the user's groups.
   * @default - groups are not read
   */
  readonly groupsClaim?: string;
  /**
   * Groups whose members may log in.
   * @default - none
   */
  readonly allowedGroups?: string[];
}

export function auth0Settings(
  options: Auth0AuthenticationOptions,
  context: AuthenticationContext,
): AuthenticationSettings {
  const { auth0Domain, usernameClaim = 'email', groupsClaim, allowedGroups } = options;
  if (!/^[a-z0-9.-]+$/.test(auth0Domain)) {
    throw context.refuse(
      'authentication.auth0Domain',
      `is not a domain, got ${auth0Domain}`,
      'write it without https://',
    );
  }
  if (allowedGroups !== undefined && groupsClaim === undefined) {
    throw context.refuse('authentication.allowedGroups', 'needs groupsClaim', 'name the claim that lists the groups');
  }
  return oauthSettings(
    options,
    {
      authenticatorClass: 'auth0',
      section: 'Auth0OAuthenticator',
      settings: {
        auth0_domain: auth0Domain,
        username_claim: usernameClaim,
        scope: ['openid', 'email', 'profile'],
        ...(groupsClaim && {
          enable_auth_state: true,
          manage_groups: true,
          auth_state_groups_key: `auth0_user.${groupsClaim}`,
        }),
      },
      allow: { allowed_groups: allowedGroups },
      allowProperties: 'allowedGroups or allowedUsers',
      bringsGroups: groupsClaim !== undefined,
    },
    context,
  );
}
