import { formatPath } from '../../attribute-path';
import { helmValues } from '../../helm-values';
import type { Resource } from '../../resource';
import type { Rule } from '../../rule';
import { secretLooking } from '../../secret-looking';
import type { Leaf } from '../../value-tree';
import { fail, pass, unknown, type Verdict } from '../../verdict';

function check(release: Resource): Verdict {
  const values = helmValues(release);
  const hidden = values.hidden.slice(0, 1);
  return [
    ...values.leaves().flatMap(plainSecret),
    ...hidden.flatMap((reason) => unknown(`the values cannot be checked for secrets: ${reason}`, 'values')),
  ];
}

function plainSecret({ path, value }: Leaf): Verdict {
  if (value.state !== 'known' || value.sensitive || typeof value.value !== 'string') return pass;
  const kind = secretLooking(value.value, path);
  if (kind === undefined) return pass;
  const attribute = `values.${formatPath(path)}`;
  return fail(`${attribute} holds ${kind} in plain text, ${value.value.length} characters`, attribute);
}

/** Values of Helm releases hold no secrets. */
export const hubPlainSecret: Rule = {
  id: 'security/hub-plain-secret',
  title: 'Helm values hold no secrets in plain text',
  why: 'Whatever stands in the values is in the repository, in the synthesized JSON, in every plan and in the state.',
  severity: 'critical',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy:
    'Refer to the secret: awsSecretsManager:, gcpSecretManager: or variable: in the hub file. In Terraform pass it with set_wo from an ephemeral resource, or name an existing Kubernetes secret in the values. Then change the secret: it has been seen.',
  references: [
    { source: 'checkov', id: 'CKV_K8S_35' },
    { source: 'trivy', id: 'KSV-0109' },
  ],
  examples: {
    pass: {
      terraform: {
        variable: { client_secret: { type: 'string', sensitive: true } },
        resource: {
          helm_release: {
            hub: {
              chart: 'jupyterhub',
              values: [
                '{"hub":{"config":{"GitHubOAuthenticator":{"client_id":"abc","client_secret":"${var.client_secret}"}}}}',
              ],
            },
          },
        },
      },
    },
    fail: {
      terraform: {
        resource: {
          helm_release: {
            hub: {
              chart: 'jupyterhub',
              values: [
                '{"hub":{"config":{"GitHubOAuthenticator":{"client_id":"abc","client_secret":"not-a-real-secret"}}}}',
              ],
            },
          },
        },
      },
    },
  },
  checks: { helm_release: check },
};
