import type { Values } from '../hub/json';
import type { Secret } from '../secret';

/** A client of GitHub for Grafana, and whom it lets in. */
export interface GitHubGrafanaLoginOptions {
  /** Identifier of the OAuth application; it is public. */
  readonly clientId: string;
  /** Secret of the OAuth application. */
  readonly clientSecret: Secret;
  /** Organizations whose members see the dashboards. */
  readonly organizations: string[];
}

/** A client of Google for Grafana, and whom it lets in. */
export interface GoogleGrafanaLoginOptions {
  /** Identifier of the OAuth client; it is public. */
  readonly clientId: string;
  /** Secret of the OAuth client. */
  readonly clientSecret: Secret;
  /** Workspace domains whose accounts see the dashboards. */
  readonly hostedDomains: string[];
}

/** What a `GrafanaLogin` was made of. */
interface LoginSettings {
  readonly secret: Secret;
  /** Environment variable by which Grafana takes the secret. */
  readonly variable: string;
  /** Sections of Grafana's configuration. */
  readonly sections: Values;
}

/** Who sees the dashboards. */
export class GrafanaLogin {
  /** Members of GitHub organizations. */
  public static github(options: GitHubGrafanaLoginOptions): GrafanaLogin {
    const { clientId, clientSecret, organizations } = options;
    return new GrafanaLogin({
      secret: clientSecret,
      variable: 'GF_AUTH_GITHUB_CLIENT_SECRET',
      sections: {
        'auth.github': {
          enabled: true,
          client_id: clientId,
          allowed_organizations: organizations.join(' '),
          scopes: 'user:email,read:org',
          allow_sign_up: true,
        },
      },
    });
  }

  /** Accounts of Google Workspace domains. */
  public static google(options: GoogleGrafanaLoginOptions): GrafanaLogin {
    const { clientId, clientSecret, hostedDomains } = options;
    return new GrafanaLogin({
      secret: clientSecret,
      variable: 'GF_AUTH_GOOGLE_CLIENT_SECRET',
      sections: {
        'auth.google': {
          enabled: true,
          client_id: clientId,
          allowed_domains: hostedDomains.join(' '),
          scopes: 'openid email profile',
          allow_sign_up: true,
        },
      },
    });
  }

  /** @internal */
  public readonly _settings: LoginSettings;

  private constructor(settings: LoginSettings) {
    this._settings = settings;
  }
}
