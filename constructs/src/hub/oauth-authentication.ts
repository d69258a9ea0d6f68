import type { Secret } from '../secret';
import { type AuthenticationContext, type AuthenticationSettings, checkReason } from './authentication-settings';
import { compact, type Draft } from './json';

/** The client registered with an identity provider, and who may log in through it. */
export interface OAuthClientOptions {
  /** Identifier of the client; it is public. */
  readonly clientId: string;
  /** Secret of the client. */
  readonly clientSecret: Secret;
  /**
   * Users who may log in whatever else says, beside the administrators.
   * @default - none
   */
  readonly allowedUsers?: string[];
  /**
   * Opens the hub to everybody who has an account with the provider. The text is the justification, and reports show it.
   * @default - the hub is not open
   */
  readonly allowEveryoneBecause?: string;
}

/** What differs between OAuth providers. */
export interface OAuthProvider {
  readonly authenticatorClass: string;
  readonly section: string;
  /** Settings that always apply. */
  readonly settings: Draft;
  /** Settings that let users in; at least one, or `allowEveryoneBecause`. */
  readonly allow: Draft;
  /** Properties by which users are let in, for messages. */
  readonly allowProperties: string;
  readonly bringsGroups?: boolean;
}

function isPresent(value: unknown): boolean {
  return value !== undefined && !(Array.isArray(value) && value.length === 0);
}

/** The settings of any OAuth provider: client, callback, and exactly one answer to who may log in. */
export function oauthSettings(
  options: OAuthClientOptions,
  provider: OAuthProvider,
  context: AuthenticationContext,
): AuthenticationSettings {
  const { allowEveryoneBecause, allowedUsers = [] } = options;
  const { refuse } = context;
  if (options.clientId.trim() === '') throw refuse('authentication.clientId', 'is empty', 'give the id of the client');
  checkReason(allowEveryoneBecause, 'authentication.allowEveryoneBecause', refuse);
  const allowed = Object.values(provider.allow).some(isPresent) || allowedUsers.length > 0;
  if (!allowed && allowEveryoneBecause === undefined) {
    const remedy = `set ${provider.allowProperties}, or allowEveryoneBecause with the reason`;
    throw refuse('authentication', 'lets nobody in', remedy);
  }
  if (allowed && allowEveryoneBecause !== undefined) {
    const remedy = `remove it, or remove ${provider.allowProperties}`;
    throw refuse('authentication.allowEveryoneBecause', 'opens a hub that also names who may log in', remedy);
  }
  const section = compact({
    client_id: options.clientId,
    oauth_callback_url: context.callbackUrl,
    ...provider.settings,
    ...Object.fromEntries(Object.entries(provider.allow).filter(([, value]) => isPresent(value))),
    allowed_users: allowedUsers.length > 0 ? allowedUsers : undefined,
    allow_all: allowEveryoneBecause === undefined ? provider.allow.allow_all : true,
  });
  return {
    authenticatorClass: provider.authenticatorClass,
    sections: { [provider.section]: section },
    credentials: [{ section: provider.section, trait: 'client_secret', secret: options.clientSecret }],
    bringsGroups: provider.bringsGroups ?? false,
    openBecause: allowEveryoneBecause,
  };
}

/** Refuses an address that is not https, by which a login could be read on its way. */
export function checkHttps(url: string, property: string, context: AuthenticationContext): void {
  if (/^https:\/\/[^/\s]+/.test(url)) return;
  throw context.refuse(property, `must be an https address, got ${url}`, 'use the https address of the provider');
}
