import { Authentication, type CilogonProvider } from '@hubfleet/constructs';
import type { Authentication as Settings } from '../fleet/schema/authentication.ts';
import { secretOf } from './secret-source.ts';

type Make = { [Kind in Settings['kind']]: (settings: Extract<Settings, { kind: Kind }>) => Authentication };

/** A client as the constructs want it: its secret is an object, and the kind is in the function's name. */
function client<S extends { kind: string; clientSecret: string }>({ kind: _, clientSecret, ...login }: S) {
  return { ...login, clientSecret: secretOf(clientSecret) };
}

const kinds = {
  github: (github) => Authentication.github(client(github)),
  google: (google) => Authentication.google(client(google)),
  oauth: ({ scopes, ...oauth }) =>
    Authentication.oauth({ ...client(oauth), scopes: scopes.length ? scopes : undefined }),
  auth0: (auth0) => Authentication.auth0(client(auth0)),
  azureAd: (azureAd) => Authentication.azureAd(client(azureAd)),
  gitlab: (gitlab) => Authentication.gitlab(client(gitlab)),
  cilogon: ({ identityProviders, ...cilogon }) => {
    const providers = Object.entries(identityProviders).map(([id, { domains, allowAll, ...provider }]) => {
      const settings: CilogonProvider = { ...provider, allowedDomains: domains, allowAllMembers: allowAll };
      return [id, settings] as const;
    });
    return Authentication.cilogon({ ...client(cilogon), identityProviders: Object.fromEntries(providers) });
  },
  lti11: ({ kind: _, consumerSecret, ...lti11 }) =>
    Authentication.lti11({ ...lti11, consumerSecret: secretOf(consumerSecret) }),
  lti13: ({ kind: _, ...lti13 }) => Authentication.lti13(lti13),
  sharedPassword: ({ password, adminPassword }) =>
    Authentication.sharedPassword({
      password: secretOf(password),
      adminPassword: adminPassword === undefined ? undefined : secretOf(adminPassword),
    }),
  temporary: ({ allowEveryoneBecause }) => Authentication.temporary({ allowEveryoneBecause }),
  visitors: ({ allowEveryoneBecause }) => Authentication.visitors({ allowEveryoneBecause }),
} satisfies Make;

/** The authentication of a hub file in the words of the constructs. */
export function authenticationOf(settings: Settings): Authentication {
  const make = kinds[settings.kind] as (settings: Settings) => Authentication;
  return make(settings);
}
