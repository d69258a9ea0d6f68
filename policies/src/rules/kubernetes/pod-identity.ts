import type { Rule } from '../../rule';
import { asBoolean, fail, judge, pass, show } from '../../verdict';
import { podExample, releaseExample } from './examples';
import { podChecks } from './pod-rule';

/** Pods that do not talk to Kubernetes have no token for it. */
export const podTokenAutomount: Rule = {
  id: 'security/pod-token-automount',
  title: 'Pods get a token for Kubernetes only when they need one',
  why: 'The token lies in every container as a file. Who breaks into a web page reads it and asks the API server what it may do.',
  severity: 'medium',
  category: 'security',
  stages: ['synth', 'plan'],
  sets: ['strict'],
  remedy:
    'Set automount_service_account_token = false in the pod or the service account. User servers of the JupyterHub chart get none; leave automountServiceAccountToken out of singleuser.extraPodConfig.',
  references: [
    { source: 'checkov', id: 'CKV_K8S_38' },
    { source: 'trivy', id: 'KSV-0036' },
  ],
  examples: {
    pass: podExample({ automount_service_account_token: false }),
    fail: releaseExample('jupyterhub', { singleuser: { extraPodConfig: { automountServiceAccountToken: true } } }),
  },
  checks: podChecks({
    pod: (pod) =>
      judge(pod.get('automountServiceAccountToken'), pod.at('automountServiceAccountToken'), (value) =>
        asBoolean(value) === false
          ? undefined
          : `${pod.at('automountServiceAccountToken')} is ${show(value)}, must be false`,
      ),
    values: ['automountServiceAccountToken', 'automount_service_account_token'],
    value: (value, attribute, { path }) =>
      asBoolean(value) === true && (path.includes('singleuser') || path.includes('KubeSpawner'))
        ? fail(`${attribute} is true, so every notebook can talk to Kubernetes`, attribute)
        : pass,
  }),
};

/** Pods have a service account of their own. */
export const podDefaultServiceAccount: Rule = {
  id: 'security/pod-default-service-account',
  title: 'Pods run under a service account of their own',
  why: 'Rights given to the default account of a namespace are rights of every pod in it, also of those that come later.',
  severity: 'low',
  category: 'security',
  stages: ['synth', 'plan'],
  sets: ['strict'],
  remedy: 'Create a kubernetes_service_account for the workload and name it in service_account_name.',
  references: [{ source: 'checkov', id: 'CKV_K8S_42' }],
  examples: {
    pass: podExample({ service_account_name: 'app' }),
    fail: podExample({ service_account_name: 'default' }),
  },
  checks: podChecks({
    pod: (pod) => {
      const value = pod.get('serviceAccountName');
      if (value.state === 'reference') return pass;
      return judge(value, pod.at('serviceAccountName'), (name) =>
        name === undefined || name === null || name === '' || name === 'default'
          ? `${pod.at('serviceAccountName')} is ${show(name)}, which every pod of the namespace shares`
          : undefined,
      );
    },
  }),
};
