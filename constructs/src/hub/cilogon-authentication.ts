import { type AuthenticationContext, type AuthenticationSettings, checkReason } from './authentication-settings';
import { compact, type Values } from './json';
import { type OAuthClientOptions, oauthSettings } from './oauth-authentication';

/** How one identity provider of CILogon names users, and which of them may log in. */
export interface CilogonProvider {
  /** Claim that becomes the user name, for example `email` or `eppn`. It decides which home directory a user gets. */
  readonly usernameClaim: string;
  /**
   * E-mail domains whose users may log in.
   * @default - none
   */
  readonly allowedDomains?: string[];
  /**
   * Lets everybody of the institution in. Refused for providers where anyone can register.
   * @default false
   */
  readonly allowAllMembers?: boolean;
  /**
   * Domain that is cut off the user name; only safe where one provider uses it.
   * @default - none
   */
  readonly stripDomain?: string;
  /**
   * Text put before the user name and a colon, so that two providers cannot claim one user.
   * @default - none
   */
  readonly prefix?: string;
}

/** Login with CILogon, through universities and public providers. */
export interface CilogonAuthenticationOptions extends OAuthClientOptions {
  /** Identity providers by their CILogon identifier (an address); the first is shown first. */
  readonly identityProviders: Record<string, CilogonProvider>;
}

/** Providers where anyone can register, so that letting in all members lets in everybody. */
const PUBLIC_PROVIDERS = new Set([
  'http://github.com/login/oauth/authorize',
  'http://google.com/accounts/o8/id',
  'http://login.microsoftonline.com/common/oauth2/v2.0/authorize',
  'http://orcid.org/oauth/authorize',
]);

function providerValues(id: string, provider: CilogonProvider, context: AuthenticationContext): Values {
  const property = `authentication.identityProviders[${id}]`;
  if (!/^https?:\/\/\S+$/.test(id)) {
    throw context.refuse(property, 'is not an identifier of CILogon', 'take it from https://cilogon.org/idplist');
  }
  if (provider.allowAllMembers && PUBLIC_PROVIDERS.has(id)) {
    const remedy = 'name allowedDomains or allowedUsers, or set allowEveryoneBecause with the reason';
    throw context.refuse(`${property}.allowAllMembers`, 'would let everybody in, anyone can register there', remedy);
  }
  if (provider.stripDomain !== undefined && provider.prefix !== undefined) {
    throw context.refuse(property, 'has both stripDomain and prefix', 'keep one of them');
  }
  const action = provider.stripDomain ? 'strip_idp_domain' : provider.prefix ? 'prefix' : undefined;
  return compact({
    username_derivation: {
      username_claim: provider.usernameClaim,
      action,
      domain: provider.stripDomain,
      prefix: provider.prefix,
    },
    allowed_domains: provider.allowedDomains,
    allow_all: provider.allowAllMembers || undefined,
  });
}

export function cilogonSettings(
  options: CilogonAuthenticationOptions,
  context: AuthenticationContext,
): AuthenticationSettings {
  checkReason(options.allowEveryoneBecause, 'authentication.allowEveryoneBecause', context.refuse);
  const entries = Object.entries(options.identityProviders);
  if (entries.length === 0) {
    throw context.refuse('authentication.identityProviders', 'is empty', 'name at least one identity provider');
  }
  const providers: Values = {};
  for (const [id, provider] of entries) providers[id] = providerValues(id, provider, context);
  const letsIn = entries.some(
    ([, { allowedDomains = [], allowAllMembers }]) => allowedDomains.length > 0 || allowAllMembers,
  );
  return oauthSettings(
    options,
    {
      authenticatorClass: 'cilogon',
      section: 'CILogonOAuthenticator',
      settings: letsIn ? {} : { allowed_idps: providers },
      allow: letsIn ? { allowed_idps: providers } : {},
      allowProperties: 'allowedDomains or allowAllMembers of an identity provider, or allowedUsers',
    },
    context,
  );
}
