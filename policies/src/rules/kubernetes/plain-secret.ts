import type { Resource } from '../../resource';
import type { Rule } from '../../rule';
import { secretLooking } from '../../secret-looking';
import type { Value } from '../../value';
import { fail, judge, pass, unknown, type Verdict } from '../../verdict';
import { podExample, resourceExample } from './examples';
import { podChecks } from './pod-rule';

/** Judges the entries of a map one by one, so that one that cannot be seen hides no other. */
function entries(
  resource: Resource,
  path: string,
  judgeEntry: (key: string, value: string) => string | undefined,
  onlyLiterals = false,
): Verdict {
  const keys = resource.keys(path);
  if (keys.length === 0) return unseen(resource.get(path), path, onlyLiterals);
  return keys.flatMap((key) => {
    const attribute = `${path}.${key}`;
    const entry = resource.get(`${path}[${JSON.stringify(key)}]`);
    if (entry.state !== 'known' || entry.sensitive) return unseen(entry, attribute, onlyLiterals);
    const message = typeof entry.value === 'string' ? judgeEntry(key, entry.value) : undefined;
    return message === undefined ? pass : fail(message, attribute);
  });
}

/** What comes from elsewhere is not written down. */
function unseen(value: Value, attribute: string, onlyLiterals: boolean): Verdict {
  if (value.state !== 'unknown' || onlyLiterals || (value.references ?? []).length > 0) return pass;
  return unknown(`${attribute} cannot be checked: it ${value.reason}`, attribute);
}

/** Config maps hold no secrets. */
export const configMapSecret: Rule = {
  id: 'security/config-map-secret',
  title: 'Config maps hold no secrets',
  why: 'Whoever may list the objects of a namespace reads its config maps, and they are printed in every plan.',
  severity: 'high',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy: 'Put the value into the secret store of the cloud and pass it to a kubernetes_secret_v1 with data_wo.',
  references: [{ source: 'trivy', id: 'KSV-0109' }],
  examples: {
    pass: resourceExample('kubernetes_config_map_v1', { data: { greeting: 'hello' } }),
    fail: resourceExample('kubernetes_config_map_v1', { data: { 'database-password': 'not-a-real-secret' } }),
  },
  checks: Object.fromEntries(
    ['kubernetes_config_map', 'kubernetes_config_map_v1', 'kubernetes_config_map_v1_data'].map((type) => [
      type,
      (resource: Resource) =>
        entries(resource, 'data', (key, value) => {
          const kind = secretLooking(value, [key]);
          return kind && `data.${key} holds ${kind} in plain text, ${value.length} characters`;
        }),
    ]),
  ),
};

/** Secrets do not stand in the configuration. */
export const kubernetesSecretPlain: Rule = {
  id: 'security/kubernetes-secret-plain',
  title: 'Kubernetes secrets are not written down in the configuration',
  why: 'What stands there is in the repository, in the synthesized JSON, in every plan and in the state.',
  severity: 'critical',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy:
    'Read the value with an ephemeral resource of the secret store and pass it with data_wo and data_wo_revision. In hub files write awsSecretsManager: or gcpSecretManager:. Then change the secret: it has been seen.',
  references: [],
  examples: {
    pass: resourceExample(
      'kubernetes_secret_v1',
      { type: 'Opaque', data: { token: '${random_password.token.result}' } },
      { random_password: { token: { length: 32 } } },
    ),
    fail: resourceExample('kubernetes_secret_v1', { data: { token: 'not-a-real-secret' } }),
  },
  checks: Object.fromEntries(
    ['kubernetes_secret', 'kubernetes_secret_v1', 'kubernetes_secret_v1_data'].map((type) => [
      type,
      (secret: Resource) => [
        ...judge(secret.get('type'), 'type', () => undefined),
        ...['data', 'binary_data', 'data_wo'].flatMap((path) =>
          entries(
            secret,
            path,
            (key, value) => (value === '' ? undefined : `${path}.${key} is written down, ${value.length} characters`),
            true,
          ),
        ),
      ],
    ]),
  ),
};

/** Secrets come as files. */
export const secretInEnvironment: Rule = {
  id: 'security/secret-in-environment',
  title: 'Containers get secrets as files, not as environment variables',
  why: 'Environment variables are inherited by every child process and end in crash reports and debug pages.',
  severity: 'low',
  category: 'security',
  stages: ['synth', 'plan'],
  sets: ['cis'],
  remedy: 'Mount the secret as a volume and read the file.',
  references: [
    { source: 'CIS EKS 1.8.0', id: '4.4.1' },
    { source: 'CIS GKE 1.9.0', id: '4.4.1' },
    { source: 'checkov', id: 'CKV_K8S_35' },
  ],
  examples: {
    pass: podExample({ container: { env: { name: 'MODE', value: 'fast' } } }),
    fail: podExample({
      container: { env: { name: 'TOKEN', value_from: { secret_key_ref: { name: 'app', key: 'token' } } } },
    }),
  },
  checks: podChecks({
    container: (container) =>
      container.blocks('env').flatMap((variable) => {
        const attribute = variable.at('valueFrom.secretKeyRef.name');
        const literal = variable.get('value');
        if (literal.state === 'unknown' && variable.get('valueFrom').state === 'default') {
          return unknown(`${variable.at('value')} cannot be checked: it ${literal.reason}`, variable.at('value'));
        }
        const value = variable.get('valueFrom.secretKeyRef.name');
        if (value.state === 'reference') return fail(`${attribute} puts a secret into the environment`, attribute);
        return judge(value, attribute, (name) =>
          name === undefined ? undefined : `${attribute} puts the secret ${JSON.stringify(name)} into the environment`,
        );
      }),
    values: ['name'],
    value: (value, attribute, { path }) =>
      path.at(-2) === 'secretKeyRef'
        ? fail(`${attribute} puts the secret ${JSON.stringify(value)} into the environment`, attribute)
        : pass,
  }),
};
