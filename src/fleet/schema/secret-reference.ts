import { z } from 'zod';
import { withRemedy } from './expected.ts';

/** Where a secret lives; the part before the first colon of a reference. */
export type SecretStore = 'awsSecretsManager' | 'gcpSecretManager' | 'variable';

const REFERENCE =
  /^(?:awsSecretsManager:[0-9A-Za-z/_+=.@:-]{1,512}|gcpSecretManager:[0-9A-Za-z/_-]{1,255}|variable:[A-Za-z_][0-9A-Za-z_]*)$/;

/** Names a secret, never holds one. The text got is not repeated: it may be the secret itself. */
export const secretReference = z
  .string()
  .regex(REFERENCE, {
    error: () =>
      withRemedy(
        'expected a reference to a secret, not its text',
        'write awsSecretsManager:<name or arn>, gcpSecretManager:<name> or variable:<name>',
      ),
  })
  .describe('reference to a secret: awsSecretsManager:<name or arn>, gcpSecretManager:<name> or variable:<name>');

/** A reference taken apart. */
export interface SecretReference {
  readonly store: SecretStore;
  /** Name, ARN or variable in that store. */
  readonly name: string;
}

export function parseSecretReference(reference: string): SecretReference {
  const colon = reference.indexOf(':');
  return { store: reference.slice(0, colon) as SecretStore, name: reference.slice(colon + 1) };
}

export function isSecretReference(value: unknown): value is string {
  return typeof value === 'string' && REFERENCE.test(value);
}
