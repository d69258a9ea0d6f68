import type { AuthenticationContext, AuthenticationSettings } from './authentication-settings';
import { type OAuthClientOptions, oauthSettings } from './oauth-authentication';

/** Login with GitHub. */
export interface GitHubAuthenticationOptions extends OAuthClientOptions {
  /**
   * Organizations (`org`) and teams (`org:team`) whose members may log in.
   * @default - none
   */
  readonly organizations?: string[];
}

const ORGANIZATION = /^[A-Za-z0-9][A-Za-z0-9-]*(:[A-Za-z0-9_.-]+)?$/;

export function githubSettings(
  options: GitHubAuthenticationOptions,
  context: AuthenticationContext,
): AuthenticationSettings {
  const wrong = options.organizations?.find((name) => !ORGANIZATION.test(name));
  if (wrong !== undefined) {
    const problem = `must be organizations or organization:team, got ${wrong}`;
    throw context.refuse('authentication.organizations', problem, 'write them as in their GitHub addresses');
  }
  return oauthSettings(
    options,
    {
      authenticatorClass: 'github',
      section: 'GitHubOAuthenticator',
      settings: {
        scope: ['read:org'],
        enable_auth_state: true,
        manage_groups: true,
        populate_teams_in_auth_state: true,
        // Refreshing asks GitHub on every visit, so that an outage there would be one here.
        auth_refresh_age: 0,
      },
      allow: { allowed_organizations: options.organizations },
      allowProperties: 'organizations or allowedUsers',
      bringsGroups: true,
    },
    context,
  );
}
