import { Authentication, type CilogonProvider, Secret } from '@hubfleet/constructs';
import type { Authentication as Settings } from '../fleet/schema/authentication.ts';
import { parseSecretReference, type SecretStore } from '../fleet/schema/secret-reference.ts';

const stores = {
  awsSecretsManager: Secret.awsSecretsManager,
  gcpSecretManager: Secret.gcpSecretManager,
  variable: Secret.variable,
} satisfies Record<SecretStore, (name: string) => Secret>;

function secret(reference: string): Secret {
  const { store, name } = parseSecretReference(reference);
  return stores[store](name);
}

type Make = { [Kind in Settings['kind']]: (settings: Extract<Settings, { kind: Kind }>) => Authentication };

const kinds = {
  github: (github) => Authentication.github({ ...github, clientSecret: secret(github.clientSecret) }),
  google: (google) => Authentication.google({ ...google, clientSecret: secret(google.clientSecret) }),
  oauth: (oauth) => Authentication.oauth({ ...oauth, clientSecret: secret(oauth.clientSecret) }),
  cilogon: ({ clientId, clientSecret, identityProviders }) => {
    const providers = Object.entries(identityProviders).map(([id, { usernameClaim, domains, allowAll }]) => {
      const provider: CilogonProvider = { usernameClaim, allowedDomains: domains, allowAllMembers: allowAll };
      return [id, provider] as const;
    });
    return Authentication.cilogon({
      clientId,
      clientSecret: secret(clientSecret),
      identityProviders: Object.fromEntries(providers),
    });
  },
  sharedPassword: ({ password, adminPassword }) =>
    Authentication.sharedPassword({
      password: secret(password),
      adminPassword: adminPassword === undefined ? undefined : secret(adminPassword),
    }),
  temporary: ({ allowEveryoneBecause }) => Authentication.temporary({ allowEveryoneBecause }),
} satisfies Make;

/** The authentication of a hub file in the words of the constructs. */
export function authenticationOf(settings: Settings): Authentication {
  const make = kinds[settings.kind] as (settings: Settings) => Authentication;
  return make(settings);
}
