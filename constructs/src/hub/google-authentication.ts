import type { AuthenticationContext, AuthenticationSettings } from './authentication-settings';
import { type OAuthClientOptions, oauthSettings } from './oauth-authentication';

/** Login with Google. */
export interface GoogleAuthenticationOptions extends OAuthClientOptions {
  /**
   * Google Workspace domains whose users may log in.
   * @default - none
   */
  readonly hostedDomains?: string[];
}

/** Domains where anyone can register. */
const PUBLIC_DOMAINS = new Set(['gmail.com', 'googlemail.com']);

export function googleSettings(
  options: GoogleAuthenticationOptions,
  context: AuthenticationContext,
): AuthenticationSettings {
  const { hostedDomains = [] } = options;
  const open = hostedDomains.find((domain) => PUBLIC_DOMAINS.has(domain.toLowerCase()));
  if (open !== undefined) {
    const remedy = 'name allowedUsers, or set allowEveryoneBecause with the reason';
    throw context.refuse('authentication.hostedDomains', `would let everybody in through ${open}`, remedy);
  }
  return oauthSettings(
    options,
    {
      authenticatorClass: 'google',
      section: 'GoogleOAuthenticator',
      settings: {
        scope: ['openid', 'email'],
        username_claim: 'email',
        // Without the domain, a second domain added later would rename every user and lose their homes.
        strip_domain: false,
      },
      // A hosted domain only narrows; who is in it must be let in as well.
      allow: hostedDomains.length > 0 ? { hosted_domain: hostedDomains, allow_all: true } : {},
      allowProperties: 'hostedDomains or allowedUsers',
    },
    context,
  );
}
