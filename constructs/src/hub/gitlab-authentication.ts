import type { AuthenticationContext, AuthenticationSettings } from './authentication-settings';
import { checkHttps, type OAuthClientOptions, oauthSettings } from './oauth-authentication';

/** Login with GitLab. */
export interface GitLabAuthenticationOptions extends OAuthClientOptions {
  /**
   * Address of the GitLab server.
   * @default 'https://gitlab.com'
   */
  readonly gitlabUrl?: string;
  /**
   * GitLab groups whose members may log in.
   * @default - none
   */
  readonly gitlabGroups?: string[];
  /**
   * Projects (numbers) whose developers may log in.
   * @default - none
   */
  readonly projectIds?: number[];
}

export function gitlabSettings(
  options: GitLabAuthenticationOptions,
  context: AuthenticationContext,
): AuthenticationSettings {
  const { gitlabUrl = 'https://gitlab.com', gitlabGroups, projectIds } = options;
  checkHttps(gitlabUrl, 'authentication.gitlabUrl', context);
  return oauthSettings(
    options,
    {
      authenticatorClass: 'gitlab',
      section: 'GitLabOAuthenticator',
      settings: { gitlab_url: gitlabUrl, scope: ['read_user', 'read_api'] },
      allow: { allowed_gitlab_groups: gitlabGroups, allowed_project_ids: projectIds },
      allowProperties: 'gitlabGroups, projectIds or allowedUsers',
    },
    context,
  );
}
