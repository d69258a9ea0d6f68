import type { AuthenticationContext, AuthenticationSettings } from './authentication-settings';
import { checkHttps, type OAuthClientOptions, oauthSettings } from './oauth-authentication';

/** Login with any OAuth 2 or OpenID Connect provider, for example Keycloak. */
export interface GenericOAuthAuthenticationOptions extends OAuthClientOptions {
  /** Address to which users are sent to log in. */
  readonly authorizeUrl: string;
  /** Address at which the hub exchanges the code for a token. */
  readonly tokenUrl: string;
  /** Address at which the hub asks who the user is. */
  readonly userdataUrl: string;
  /** Claim that becomes the user name. It decides which home directory a user gets. */
  readonly usernameClaim: string;
  /**
   * Scopes to ask for.
   * @default ['openid', 'email', 'profile']
   */
  readonly scopes?: string[];
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
  /**
   * Name of the provider on the login button.
   * @default 'OAuth 2.0'
   */
  readonly displayName?: string;
}

export function genericOAuthSettings(
  options: GenericOAuthAuthenticationOptions,
  context: AuthenticationContext,
): AuthenticationSettings {
  checkHttps(options.authorizeUrl, 'authentication.authorizeUrl', context);
  checkHttps(options.tokenUrl, 'authentication.tokenUrl', context);
  checkHttps(options.userdataUrl, 'authentication.userdataUrl', context);
  const { groupsClaim, allowedGroups } = options;
  if (allowedGroups !== undefined && groupsClaim === undefined) {
    throw context.refuse('authentication.allowedGroups', 'needs groupsClaim', 'name the claim that lists the groups');
  }
  return oauthSettings(
    options,
    {
      authenticatorClass: 'generic-oauth',
      section: 'GenericOAuthenticator',
      settings: {
        authorize_url: options.authorizeUrl,
        token_url: options.tokenUrl,
        userdata_url: options.userdataUrl,
        username_claim: options.usernameClaim,
        scope: options.scopes ?? ['openid', 'email', 'profile'],
        login_service: options.displayName,
        ...(groupsClaim && {
          enable_auth_state: true,
          manage_groups: true,
          auth_state_groups_key: `oauth_user.${groupsClaim}`,
        }),
      },
      allow: { allowed_groups: allowedGroups },
      allowProperties: 'allowedGroups or allowedUsers',
      bringsGroups: groupsClaim !== undefined,
    },
    context,
  );
}
