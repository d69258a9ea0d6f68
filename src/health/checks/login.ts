import type { Authentication } from '../../fleet/schema/authentication.ts';
import type { Check } from '../check.ts';
import { HealthFailure } from '../health-failure.ts';
import type { HttpAnswer } from '../http-client.ts';
import { refusal } from '../hub-api.ts';
import { describeNetworkError } from '../network-error.ts';
import type { Visit } from '../visit.ts';

type OAuth = Extract<Authentication, { clientId: string }>;

/** Where each kind of login sends the browser. */
const providers = {
  github: () => 'https://github.com',
  cilogon: () => 'https://cilogon.org',
  google: () => 'https://accounts.google.com',
  oauth: ({ authorizeUrl }) => new URL(authorizeUrl).origin,
  auth0: ({ auth0Domain }) => `https://${auth0Domain}`,
  azureAd: () => 'https://login.microsoftonline.com',
  gitlab: ({ gitlabUrl = 'https://gitlab.com' }) => new URL(gitlabUrl).origin,
} satisfies { [Kind in OAuth['kind']]: (login: Extract<OAuth, { kind: Kind }>) => string };

/** Users reach the login that the hub file declares. Nobody is logged in, and no provider is told a secret. */
export const login: Check = {
  layer: 'login',
  needs: ['http'],
  async run(visit, { signal }) {
    const declared = visit.target.authentication;
    if (declared && 'clientId' in declared) return { detail: await checkOAuth(visit, declared, signal) };
    const page = await ask(visit, visit.http.url('hub/login'), signal);
    if (page.status !== 200 && !isRedirect(page)) throw refusal(page, 'the login page');
    if (declared?.kind === 'sharedPassword' && !/type=["']?password/i.test(page.text)) {
      throw mismatch('asks for no password', 'sharedPassword');
    }
    if (declared?.kind === 'temporary' && !isRedirect(page)) throw mismatch('shows a login page', 'temporary');
    return { detail: isRedirect(page) ? 'the login page sends users on' : 'the login page answers' };
  },
};

async function checkOAuth(visit: Visit, declared: OAuth, signal: AbortSignal): Promise<string> {
  const answer = await ask(visit, visit.http.url('hub/oauth_login'), signal);
  if (!isRedirect(answer)) throw mismatch(`answers status ${answer.status} at /hub/oauth_login`, declared.kind);
  const there = new URL(answer.location ?? '', visit.target.url);
  const expected = (providers[declared.kind] as (login: OAuth) => string)(declared);
  if (there.origin !== expected) throw mismatch(`sends users to ${there.origin} instead of ${expected}`, declared.kind);
  expectParameter(there, 'client_id', declared.clientId);
  expectParameter(there, 'redirect_uri', visit.http.url('hub/oauth_callback').href);
  const provider = await askProvider(visit, there, signal);
  if (provider.status >= 400) {
    const remedy = 'compare clientId and the callback address with those of the OAuth application';
    throw new HealthFailure(`${there.host} answers status ${provider.status} to this hub's users`, { remedy });
  }
  return `${there.host} asks users to log in`;
}

async function ask(visit: Visit, url: URL, signal: AbortSignal): Promise<HttpAnswer> {
  return await visit.http.request(url, { signal, authorized: false, accept: 'text/html' });
}

async function askProvider(visit: Visit, url: URL, signal: AbortSignal): Promise<HttpAnswer> {
  try {
    return await ask(visit, url, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    throw new HealthFailure(`${url.host} cannot be reached: ${describeNetworkError(error)}`);
  }
}

function expectParameter(url: URL, name: string, expected: string): void {
  const got = url.searchParams.get(name);
  if (got === expected) return;
  const remedy = `make the ${name} of the running hub that of its file: apply the hub`;
  throw new HealthFailure(`sends the ${name} ${got ?? 'nothing'} instead of ${expected}`, { remedy, retry: false });
}

function mismatch(what: string, kind: Authentication['kind']): HealthFailure {
  return new HealthFailure(`the hub ${what}, but its file declares ${kind}`, {
    remedy: 'apply the hub, or correct authentication in its file',
    retry: false,
  });
}

function isRedirect({ status, location }: HttpAnswer): boolean {
  return status >= 300 && status < 400 && location !== undefined;
}
