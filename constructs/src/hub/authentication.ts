import { type Auth0AuthenticationOptions, auth0Settings } from './auth0-authentication';
import type { AuthenticationContext, AuthenticationSettings } from './authentication-settings';
import { type AzureAdAuthenticationOptions, azureAdSettings } from './azure-ad-authentication';
import { type CilogonAuthenticationOptions, cilogonSettings } from './cilogon-authentication';
import {
  type SharedPasswordAuthenticationOptions,
  sharedPasswordSettings,
  type TemporaryAuthenticationOptions,
  temporarySettings,
  type VisitorsAuthenticationOptions,
  visitorsSettings,
} from './event-authentication';
import { type GenericOAuthAuthenticationOptions, genericOAuthSettings } from './generic-oauth-authentication';
import { type GitHubAuthenticationOptions, githubSettings } from './github-authentication';
import { type GitLabAuthenticationOptions, gitlabSettings } from './gitlab-authentication';
import { type GoogleAuthenticationOptions, googleSettings } from './google-authentication';
import {
  type Lti11AuthenticationOptions,
  type Lti13AuthenticationOptions,
  lti11Settings,
  lti13Settings,
} from './lti-authentication';

/** How users log in, and who of them may. */
export class Authentication {
  /** With GitHub; organizations, teams or single users are let in. */
  public static github(options: GitHubAuthenticationOptions): Authentication {
    return new Authentication((context) => githubSettings(options, context));
  }

  /** With CILogon, through universities and public providers. */
  public static cilogon(options: CilogonAuthenticationOptions): Authentication {
    return new Authentication((context) => cilogonSettings(options, context));
  }

  /** With Google; Workspace domains or single users are let in. */
  public static google(options: GoogleAuthenticationOptions): Authentication {
    return new Authentication((context) => googleSettings(options, context));
  }

  /** With any OAuth 2 or OpenID Connect provider, for example Keycloak. */
  public static oauth(options: GenericOAuthAuthenticationOptions): Authentication {
    return new Authentication((context) => genericOAuthSettings(options, context));
  }

  /** With Auth0. */
  public static auth0(options: Auth0AuthenticationOptions): Authentication {
    return new Authentication((context) => auth0Settings(options, context));
  }

  /** With Microsoft Entra ID (Azure AD). */
  public static azureAd(options: AzureAdAuthenticationOptions): Authentication {
    return new Authentication((context) => azureAdSettings(options, context));
  }

  /** With GitLab. */
  public static gitlab(options: GitLabAuthenticationOptions): Authentication {
    return new Authentication((context) => gitlabSettings(options, context));
  }

  /** From a learning-management system by LTI 1.1. */
  public static lti11(options: Lti11AuthenticationOptions): Authentication {
    return new Authentication((context) => lti11Settings(options, context));
  }

  /** From a learning-management system by LTI 1.3. */
  public static lti13(options: Lti13AuthenticationOptions): Authentication {
    return new Authentication((context) => lti13Settings(options, context));
  }

  /** With one password for all participants of an event. */
  public static sharedPassword(options: SharedPasswordAuthenticationOptions): Authentication {
    return new Authentication((context) => sharedPasswordSettings(options, context));
  }

  /** Without login: a new user at every visit. */
  public static temporary(options: TemporaryAuthenticationOptions): Authentication {
    return new Authentication((context) => temporarySettings(options, context));
  }

  /** By nobody: BinderHub starts the servers of visitors, each behind a token of its own. */
  public static visitors(options: VisitorsAuthenticationOptions): Authentication {
    return new Authentication((context) => visitorsSettings(options, context));
  }

  private constructor(private readonly settings: (context: AuthenticationContext) => AuthenticationSettings) {}

  /** @internal */
  public _settings(context: AuthenticationContext): AuthenticationSettings {
    return this.settings(context);
  }
}
