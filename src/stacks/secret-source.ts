import { Secret } from '@hubfleet/constructs';
import { parseSecretReference, type SecretStore } from '../fleet/schema/secret-reference.ts';

const stores = {
  awsSecretsManager: Secret.awsSecretsManager,
  gcpSecretManager: Secret.gcpSecretManager,
  variable: Secret.variable,
} satisfies Record<SecretStore, (name: string) => Secret>;

/** The secret that a reference of a fleet file names. */
export function secretOf(reference: string): Secret {
  const { store, name } = parseSecretReference(reference);
  return stores[store](name);
}
