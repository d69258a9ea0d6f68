/** A hub that somebody outside asks, every few minutes and from several continents, whether it is there. */
export interface UptimeCheckOptions {
  /** Name of the check and of its alarm, unique in the account or project. */
  readonly checkName: string;
  /** Domain that is asked, by HTTPS. */
  readonly domain: string;
  /**
   * Path that is asked; it must answer with a status from 200 to 299 to those who are not logged in.
   * @default '/hub/health'
   */
  readonly path?: string;
}

/** Who hears that a hub is not there. */
export interface UptimeContactsOptions {
  /** Name, unique in the account or project; checks find their contacts by it. */
  readonly contactsName: string;
  /** E-mail addresses of those who are told. */
  readonly recipients: string[];
}

/** Path of JupyterHub that answers while the proxy and the hub behind it work. */
export const HEALTH_PATH = '/hub/health';

/** Days before its end from which a certificate is worth an alarm. */
export const CERTIFICATE_DAYS = 14;
