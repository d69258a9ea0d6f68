import { createHash } from 'node:crypto';
import { DeploymentV1 } from '@cdktf/provider-kubernetes/lib/deployment-v1';
import { RoleBindingV1 } from '@cdktf/provider-kubernetes/lib/role-binding-v1';
import { RoleV1 } from '@cdktf/provider-kubernetes/lib/role-v1';
import { SecretV1 } from '@cdktf/provider-kubernetes/lib/secret-v1';
import { ServiceAccountV1 } from '@cdktf/provider-kubernetes/lib/service-account-v1';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { ICluster } from '../cluster';
import type { IImageRegistry } from '../image-registry';
import { coreNodes } from '../support/core-nodes';
import type { BuildRegistry, ExternalRegistryOptions } from './build-registry';
import { terraformLiteral } from './terraform-literal';

const NAME = 'image-registry-login';

/** Both names that tools look for: Docker's, and that of Kubernetes. */
const FILES = ['config.json', '.dockerconfigjson'];

/** What a login needs to know of its hub. */
export interface RegistryLoginOptions {
  readonly cluster: ICluster;
  readonly hubName: string;
  readonly registry: BuildRegistry;
  readonly secretsRevision: number;
  readonly dependsOn: ITerraformDependable[];
}

/** Name of the Kubernetes secret with the login; it changes with the user of an external registry. */
export function registrySecretName(scope: Construct, { _settings: { external } }: BuildRegistry): string {
  if (external === undefined) return 'image-registry';
  return `image-registry-${createHash('sha256').update(loginFile(scope, external)).digest('hex').slice(0, 6)}`;
}

/** Docker's file of logins, which is an expression that Terraform evaluates while it applies. */
function loginFile(scope: Construct, { registryHost, username, password }: ExternalRegistryOptions): string {
  // Not by JSON.stringify: what is in the quotes is Terraform's.
  const auth = `\${base64encode("${username}:${password._expression(scope)}")}`;
  return `{"auths":{"${registryHost}":{"auth":"${auth}"}}}`;
}

/** The login to the registry as a Kubernetes secret, of which Terraform keeps nothing. */
export function storeRegistryLogin(scope: Construct, options: RegistryLoginOptions): SecretV1 {
  const { hubName, registry, secretsRevision, dependsOn } = options;
  const { external, cluster } = registry._settings;
  // Without a login there is nothing secret yet, but Kubernetes wants a file of logins.
  const file = external ? loginFile(scope, external) : '${jsonencode({ auths = {} })}';
  const secret = new SecretV1(scope, 'RegistryLogin', {
    metadata: { name: registrySecretName(scope, registry), namespace: hubName },
    type: 'kubernetes.io/dockerconfigjson',
    dataWo: Object.fromEntries(FILES.map((name) => [name, file])),
    dataWoRevision: secretsRevision,
    dependsOn,
  });
  if (cluster) keepLoggedIn(scope, options, cluster, secret);
  return secret;
}

/** Renews the secret for as long as it runs; whatever fails ends it, and Kubernetes starts it again. */
export const RENEWAL_SCRIPT = `set -eu
API=https://kubernetes.default.svc/api/v1/namespaces
ACCOUNT=/var/run/secrets/kubernetes.io/serviceaccount
while true; do
  PASSWORD=$(eval "$PASSWORD_COMMAND")
  test -n "$PASSWORD"
  AUTH=$(printf '%s:%s' "$USERNAME" "$PASSWORD" | base64 | tr -d '\\n')
  FILE=$(printf '{"auths":{"%s":{"auth":"%s"}}}' "$REGISTRY_HOST" "$AUTH" | base64 | tr -d '\\n')
  printf '{"data":{"config.json":"%s",".dockerconfigjson":"%s"}}' "$FILE" "$FILE" |
    curl -sSf --cacert "$ACCOUNT/ca.crt" -H "Authorization: Bearer $(cat "$ACCOUNT/token")" -H 'Content-Type: application/merge-patch+json' -X PATCH --data-binary @- -o /dev/null "$API/$NAMESPACE/secrets/$SECRET"
  sleep "$SECONDS_BETWEEN"
done
`;

/** A pod with a cloud identity that may push, and that may change this one secret. */
function keepLoggedIn(
  scope: Construct,
  { cluster, hubName, dependsOn }: RegistryLoginOptions,
  registry: IImageRegistry,
  secret: SecretV1,
): void {
  const identity = cluster.createWorkloadIdentity(scope, 'RegistryIdentity', {
    namespaceName: hubName,
    serviceAccountName: NAME,
    identityName: `${cluster.clusterName}-${hubName}-images`,
  });
  registry.grantPush(identity);
  const metadata = { name: NAME, namespace: hubName };
  const account = new ServiceAccountV1(scope, 'RegistryAccount', {
    metadata: { ...metadata, annotations: identity.serviceAccountAnnotations },
    dependsOn,
  });
  const role = new RoleV1(scope, 'RegistryRole', {
    metadata,
    rule: [{ apiGroups: [''], resources: ['secrets'], resourceNames: [secret.metadata.name], verbs: ['patch'] }],
    dependsOn,
  });
  const binding = new RoleBindingV1(scope, 'RegistryRoleBinding', {
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: role.metadata.name },
    subject: [{ kind: 'ServiceAccount', name: account.metadata.name, namespace: hubName }],
  });
  const { image, username, passwordCommand, everyMinutes } = registry.login;
  const environment = {
    HOME: '/tmp',
    NAMESPACE: hubName,
    SECRET: secret.metadata.name,
    REGISTRY_HOST: registry.registryHost,
    USERNAME: username,
    PASSWORD_COMMAND: terraformLiteral(passwordCommand),
    SECONDS_BETWEEN: String(everyMinutes * 60),
  };
  const labels = { 'hubfleet.dev/image-registry-login': hubName };
  new DeploymentV1(scope, 'RegistryRenewal', {
    metadata: { ...metadata, labels },
    spec: {
      replicas: '1',
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: account.metadata.name,
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          ...coreNodes,
          securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
          volume: [{ name: 'tmp', emptyDir: { sizeLimit: '64Mi' } }],
          container: [
            {
              name: 'login',
              image,
              imagePullPolicy: 'Always',
              command: ['/bin/sh', '-c', terraformLiteral(RENEWAL_SCRIPT)],
              env: Object.entries(environment).map(([name, value]) => ({ name, value })),
              resources: { requests: { cpu: '5m', memory: '64Mi' }, limits: { cpu: '500m', memory: '256Mi' } },
              volumeMount: [{ name: 'tmp', mountPath: '/tmp' }],
              securityContext: {
                runAsUser: '10001',
                runAsGroup: '10001',
                runAsNonRoot: true,
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ['ALL'] },
              },
            },
          ],
        },
      },
    },
    dependsOn: [secret, binding],
  });
}
