import { createHash } from 'node:crypto';
import type { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import type { Construct } from 'constructs';
import type { Credential } from './authentication-settings';
import type { HubConfiguration } from './hub-configuration';
import type { HubStorage } from './hub-storage';

/** The address of a database server holds its password. */
export function databaseCredentials({ databaseServer }: HubStorage): Credential[] {
  return databaseServer ? [{ section: 'JupyterHub', trait: 'db_url', secret: databaseServer.url }] : [];
}

/** Name of a credential in the secret. */
export function credentialName(index: number): string {
  return `credential-${index}`;
}

/**
 * Name of the Kubernetes secret. It changes with the sources of the credentials: Terraform writes a write-only value
 * only when its revision rises, and nobody would think of that when a second credential joins.
 */
export function credentialsSecretName(hub: Construct, credentials: readonly Credential[]): string {
  const sources = credentials.map(({ section, trait, key = null, secret }) => [
    section,
    trait,
    key,
    secret._expression(hub),
  ]);
  return `hub-credentials-${createHash('sha256').update(JSON.stringify(sources)).digest('hex').slice(0, 6)}`;
}

/**
 * A Kubernetes secret that the hub reads, written without Terraform keeping it. The release's own write-only values
 * would not do: the Helm provider sends them only when their revision rises, so any other upgrade would drop them,
 * and Helm's history would hold them.
 */
export function storeCredentials(hub: Construct, configuration: HubConfiguration, namespace: NamespaceV1): SecretV1 {
  const { credentials, credentialsSecret, hubName, secretsRevision } = configuration;
  const data: Record<string, string> = {};
  for (const [index, { secret }] of credentials.entries()) {
    data[credentialName(index)] = secret._expression(hub);
  }
  return new SecretV1(hub, 'Credentials', {
    metadata: { name: credentialsSecret, namespace: hubName },
    dataWo: data,
    dataWoRevision: secretsRevision,
    // The hub that still runs reads the old one.
    lifecycle: { createBeforeDestroy: true },
    dependsOn: [namespace],
  });
}
