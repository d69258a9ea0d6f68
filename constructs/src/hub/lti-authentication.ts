import type { Secret } from '../secret';
import type { AuthenticationContext, AuthenticationSettings } from './authentication-settings';
import { checkHttps } from './oauth-authentication';

/** Login from a learning-management system by LTI 1.1. */
export interface Lti11AuthenticationOptions {
  /** Key by which the learning-management system names itself; it is public. */
  readonly consumerKey: string;
  /** Secret with which it signs. */
  readonly consumerSecret: Secret;
  /**
   * Launch parameter that becomes the user name. It decides which home directory a user gets.
   * @default 'lis_person_contact_email_primary'
   */
  readonly usernameKey?: string;
}

/** Login from a learning-management system by LTI 1.3. */
export interface Lti13AuthenticationOptions {
  /** Issuer that the learning-management system states. */
  readonly issuer: string;
  /** Client ids that it gave to this hub. */
  readonly clientIds: string[];
  /** Address at which it authorizes. */
  readonly authorizeUrl: string;
  /** Address of its public keys. */
  readonly keysUrl: string;
  /**
   * Claim that becomes the user name. It decides which home directory a user gets.
   * @default 'email'
   */
  readonly usernameKey?: string;
}

/** Whoever the learning-management system sends is let in: its signature is the permission. */
const SIGNED_BY_COURSE = { allow_all: true };

export function lti11Settings(
  options: Lti11AuthenticationOptions,
  context: AuthenticationContext,
): AuthenticationSettings {
  const { consumerKey, consumerSecret, usernameKey = 'lis_person_contact_email_primary' } = options;
  if (consumerKey.trim() === '') {
    throw context.refuse('authentication.consumerKey', 'is empty', 'give the key that the course uses');
  }
  const section = 'LTI11Authenticator';
  return {
    authenticatorClass: 'ltiauthenticator.lti11.auth.LTI11Authenticator',
    sections: { [section]: { ...SIGNED_BY_COURSE, username_key: usernameKey } },
    credentials: [{ section, trait: 'consumers', key: consumerKey, secret: consumerSecret }],
    bringsGroups: false,
  };
}

export function lti13Settings(
  options: Lti13AuthenticationOptions,
  context: AuthenticationContext,
): AuthenticationSettings {
  checkHttps(options.authorizeUrl, 'authentication.authorizeUrl', context);
  checkHttps(options.keysUrl, 'authentication.keysUrl', context);
  if (options.clientIds.length === 0) {
    throw context.refuse('authentication.clientIds', 'is empty', 'give the client id that the course system shows');
  }
  return {
    authenticatorClass: 'ltiauthenticator.lti13.auth.LTI13Authenticator',
    sections: {
      LTI13Authenticator: {
        ...SIGNED_BY_COURSE,
        issuer: options.issuer,
        client_id: options.clientIds,
        authorize_endpoint: options.authorizeUrl,
        jwks_endpoint: options.keysUrl,
        username_key: options.usernameKey ?? 'email',
        uri_scheme: 'https',
      },
    },
    credentials: [],
    bringsGroups: false,
  };
}
