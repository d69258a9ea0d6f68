import type { AuthenticationContext, AuthenticationSettings } from './authentication-settings';
import { type OAuthClientOptions, oauthSettings } from './oauth-authentication';

/** Login with Microsoft Entra ID (Azure AD). */
export interface AzureAdAuthenticationOptions extends OAuthClientOptions {
  /** Identifier of the tenant; `common` and the like would let in every tenant and are refused. */
  readonly tenantId: string;
  /**
   * Lets every member of the tenant in.
   * @default false
   */
  readonly allowTenantMembers?: boolean;
  /**
   * Groups (object ids) whose members may log in.
   * @default - none
   */
  readonly allowedGroups?: string[];
  /**
   * Claim that becomes the user name. It decides which home directory a user gets.
   * @default 'upn'
   */
  readonly usernameClaim?: string;
}

const SHARED_TENANTS = new Set(['common', 'organizations', 'consumers']);

export function azureAdSettings(
  options: AzureAdAuthenticationOptions,
  context: AuthenticationContext,
): AuthenticationSettings {
  const { tenantId, allowTenantMembers, allowedGroups, usernameClaim = 'upn' } = options;
  if (SHARED_TENANTS.has(tenantId)) {
    const problem = `must be one tenant, got ${tenantId}`;
    throw context.refuse('authentication.tenantId', problem, 'give the id of the tenant');
  }
  return oauthSettings(
    options,
    {
      authenticatorClass: 'azuread',
      section: 'AzureAdOAuthenticator',
      settings: {
        tenant_id: tenantId,
        username_claim: usernameClaim,
        scope: ['openid', 'email', 'profile'],
        enable_auth_state: true,
        manage_groups: true,
        auth_state_groups_key: 'user.groups',
      },
      allow: { allow_all: allowTenantMembers || undefined, allowed_groups: allowedGroups },
      allowProperties: 'allowTenantMembers, allowedGroups or allowedUsers',
      bringsGroups: true,
    },
    context,
  );
}
