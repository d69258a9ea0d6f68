import { helmChart } from '../../hub-values';
import type { Resource } from '../../resource';
import type { Rule } from '../../rule';
import { isRecord } from '../../value';
import { fail, judge, pass, see, unknown, type Verdict } from '../../verdict';
import { releaseExample, resourceExample } from './examples';
import { valueVerdict } from './pod-rule';

const INGRESSES = ['kubernetes_ingress', 'kubernetes_ingress_v1'];

/** Web addresses are encrypted. */
export const ingressTls: Rule = {
  id: 'security/ingress-tls',
  title: 'Every ingress has a certificate',
  why: 'Without TLS the cookies and passwords of users can be read on the way.',
  severity: 'high',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy: 'Add tls { hosts = [...], secret_name = "..." } and let cert-manager fill the secret.',
  references: [],
  examples: {
    pass: resourceExample('kubernetes_ingress_v1', {
      spec: { rule: { host: 'a.example' }, tls: { hosts: ['a.example'], secret_name: 'a-tls' } },
    }),
    fail: resourceExample('kubernetes_ingress_v1', { spec: { rule: { host: 'a.example' } } }),
  },
  checks: Object.fromEntries(
    INGRESSES.map((type) => [
      type,
      (ingress: Resource) => {
        const blocks = ingress.blocks('spec.tls');
        if (blocks.length === 0) return fail('spec.tls is not set, so the address is not encrypted', 'spec.tls');
        return blocks.flatMap((tls) => judge(tls.get('secret_name'), `${tls.at}.secret_name`, () => undefined));
      },
    ]),
  ),
};

const SNIPPET = /^nginx\.(?:ingress\.kubernetes\.io|org)\/.*snippets?$/;

/** Nobody writes configuration of the ingress controller through an annotation. */
export const ingressSnippets: Rule = {
  id: 'security/ingress-snippets',
  title: 'An ingress controller takes no configuration from annotations',
  why: 'Who may write an ingress then runs code in the controller and reads the certificates of all hubs.',
  severity: 'high',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy: 'Leave allowSnippetAnnotations off and use the annotations of the controller that have one meaning each.',
  references: [
    { source: 'checkov', id: 'CKV_K8S_152' },
    { source: 'checkov', id: 'CKV_K8S_153' },
    { source: 'checkov', id: 'CKV_K8S_154' },
    { source: 'trivy', id: 'KCV-0093' },
  ],
  examples: {
    pass: releaseExample('nginx-ingress', { controller: { enableSnippets: false } }),
    fail: releaseExample('nginx-ingress', { controller: { enableSnippets: true } }),
  },
  checks: {
    helm_release: (release) => [
      ...valueVerdict(release, ['allowSnippetAnnotations', 'enableSnippets'], (value, attribute) =>
        value === true ? fail(`${attribute} is true`, attribute) : pass,
      ),
    ],
    ...Object.fromEntries(INGRESSES.map((type) => [type, (ingress: Resource) => annotated(ingress, SNIPPET)])),
  },
};

function annotated(ingress: Resource, pattern: RegExp): Verdict {
  const path = 'metadata.annotations';
  return judge(ingress.get(path), path, (value) => {
    const key = Object.keys(isRecord(value) ? value : {}).find((name) => pattern.test(name));
    return key === undefined ? undefined : `${path} holds ${key}`;
  });
}

const NGINX = /^(?:nginx\.ingress\.kubernetes\.io\/|kubernetes\.io\/ingress\.class$)/;

/** The controller gets security fixes. */
export const ingressNginxRetired: Rule = {
  id: 'security/ingress-nginx-retired',
  title: 'No ingress is served by ingress-nginx',
  why: 'The project is retired: since March 2026 nobody mends the holes of ingress-nginx, and it stands in front of every hub.',
  severity: 'high',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy:
    'Leave support.ingress of cluster.yaml as it is, which installs Traefik. Elsewhere use Traefik, the NGINX ingress of F5 or the Gateway API, and the annotations of that controller.',
  references: [],
  examples: {
    pass: releaseExample('traefik', { deployment: { replicas: 2 } }),
    fail: releaseExample('ingress-nginx', { controller: { replicaCount: 2 } }),
  },
  checks: {
    helm_release: (release) => {
      const chart = helmChart(release);
      if (chart === 'ingress-nginx') return fail('chart is "ingress-nginx", which gets no more fixes', 'chart');
      if (chart !== undefined) return pass;
      const sight = see(release.get('chart'));
      return sight.seen ? pass : unknown(`chart cannot be checked: it ${sight.reason}`, 'chart');
    },
    ...Object.fromEntries(INGRESSES.map((type) => [type, (ingress: Resource) => annotated(ingress, NGINX)])),
  },
};
