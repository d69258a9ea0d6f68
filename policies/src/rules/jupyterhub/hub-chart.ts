import { helmChart } from '../../hub-values';
import type { Rule } from '../../rule';
import { fail, judge, pass, see, show } from '../../verdict';
import { hubExample, resourceExample } from '../kubernetes/examples';
import { flag, onHub, unseen } from './on-hub';

/** Oldest version of the chart without a known hole, and what was mended in it. */
const SAFE_VERSION = [4, 4, 0] as const;

/** The chart has no known hole. */
export const hubChartAdvisories: Rule = {
  id: 'security/hub-chart-advisories',
  title: 'The JupyterHub chart has no known hole',
  why: 'Charts before 4.3.3 redirect anywhere after a login and trust unproven e-mail addresses, those before 4.3.4 let other sites act for users, and those before 4.4.0 can be stopped from outside.',
  severity: 'high',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy: 'Hubs of hubfleet install a version without known holes. In Terraform set version = "4.4.0" or later.',
  references: [
    {
      source: 'jupyterhub',
      id: 'GHSA-p43p-whwx-q52h',
      url: 'https://github.com/jupyterhub/jupyterhub/security/advisories',
    },
  ],
  examples: {
    pass: resourceExample('helm_release', { chart: 'jupyterhub', version: '4.4.0' }),
    fail: resourceExample('helm_release', { chart: 'jupyterhub', version: '4.3.1' }),
  },
  checks: onHub((_, release) =>
    helmChart(release) === 'daskhub' || helmChart(release) === 'basehub'
      ? pass
      : judge(release.get('version'), 'version', (value) => {
          const parts = /^v?(\d+)\.(\d+)\.(\d+)/
            .exec(String(value ?? ''))
            ?.slice(1)
            .map(Number);
          return parts && isBefore(parts, SAFE_VERSION)
            ? `version is ${show(value)}, the oldest one without a known hole is ${SAFE_VERSION.join('.')}`
            : undefined;
        }),
  ),
};

function isBefore(version: readonly number[], other: readonly number[]): boolean {
  const index = version.findIndex((part, at) => part !== other[at]);
  return index >= 0 && (version[index] ?? 0) < (other[index] ?? 0);
}

/** Users are remembered. */
export const hubDatabase: Rule = {
  id: 'data-loss/hub-database',
  title: 'The hub keeps its database on a disk',
  why: 'With sqlite-memory each restart of the hub forgets users, tokens, groups and which servers run: those keep running, and nobody stops them.',
  severity: 'high',
  category: 'data-loss',
  stages: ['synth', 'plan'],
  remedy: 'Leave hub.db.type out of the values of the hub file: it is sqlite-pvc. For large hubs use postgres.',
  references: [],
  examples: {
    pass: hubExample({ hub: { db: { type: 'sqlite-pvc' } } }),
    fail: hubExample({ hub: { db: { type: 'sqlite-memory' } } }),
  },
  checks: onHub((values) =>
    judge(values.get('hub.db.type'), 'hub.db.type', (type) =>
      type === 'sqlite-memory' ? 'hub.db.type is "sqlite-memory", so each restart forgets all users' : undefined,
    ),
  ),
};

/** Users are not removed for being away. */
export const hubCullUsers: Rule = {
  id: 'data-loss/hub-cull-users',
  title: 'The hub forgets no user for being idle',
  why: 'With cull.users the accounts go together with idle servers: groups, tokens and shares of everybody who took a week off.',
  severity: 'medium',
  category: 'data-loss',
  stages: ['synth', 'plan'],
  remedy: 'Leave cull.users out of the values of the hub file. Only hubs with temporary users want it.',
  references: [],
  examples: { pass: hubExample({ cull: { users: false } }), fail: hubExample({ cull: { users: true } }) },
  checks: onHub((values) => {
    const path = 'hub.config.JupyterHub.authenticator_class';
    const sight = see(values.get(path));
    if (!sight.seen) return unseen(values, path);
    // Nobody logs in with null: BinderHub makes the users, one for each visit.
    return /tmp|^null$/i.test(String(sight.value))
      ? pass
      : flag(values, 'cull.users', false, 'so idle users are removed');
  }),
};

const IPTABLES = 'singleuser.cloudMetadata.blockWithIptables';
const ALLOWED = 'singleuser.networkPolicy.egressAllowRules.cloudMetadataServer';

/** The chart installs. */
export const hubMetadataClash: Rule = {
  id: 'reliability/hub-metadata-clash',
  title: 'The metadata server is either blocked or allowed',
  why: 'The chart refuses to install when its firewall blocks what its network policy allows, after the cluster has been changed.',
  severity: 'medium',
  category: 'reliability',
  stages: ['synth', 'plan'],
  remedy:
    'Set singleuser.cloudMetadata.blockWithIptables: false beside egressAllowRules.cloudMetadataServer: true, or leave both out.',
  references: [],
  examples: {
    pass: hubExample({ singleuser: { cloudMetadata: { blockWithIptables: true } } }),
    fail: hubExample({
      singleuser: {
        cloudMetadata: { blockWithIptables: true },
        networkPolicy: { egressAllowRules: { cloudMetadataServer: true } },
      },
    }),
  },
  checks: onHub((values) => {
    const [blocked, allowed] = [see(values.get(IPTABLES)), see(values.get(ALLOWED))];
    if (!blocked.seen) return unseen(values, IPTABLES);
    if (!allowed.seen) return unseen(values, ALLOWED);
    return blocked.value === true && allowed.value === true
      ? fail(`${IPTABLES} and ${ALLOWED} are both true`, IPTABLES)
      : pass;
  }),
};

/** Costs can be told apart. */
export const hubLabels: Rule = {
  id: 'cost/hub-labels',
  title: 'Servers of users carry the name of their hub',
  why: 'Without a label on the pods nobody can say which hub, and so who, used the nodes that hubs share.',
  severity: 'low',
  category: 'cost',
  stages: ['synth', 'plan'],
  sets: ['strict'],
  remedy: 'Hubs of hubfleet label their servers. In raw values set singleuser.extraLabels with the name of the hub.',
  references: [],
  examples: {
    pass: hubExample({ singleuser: { extraLabels: { hub: 'research' } } }),
    fail: hubExample({ singleuser: { extraLabels: { 'hub.jupyter.org/network-access-hub': 'true' } } }),
  },
  checks: onHub((values) => {
    const path = 'singleuser.extraLabels';
    return judge(values.get(path), path, (labels) =>
      typeof labels === 'object' && Object.keys(labels ?? {}).some((name) => !name.startsWith('hub.jupyter.org/'))
        ? undefined
        : `${path} is ${show(labels)}, which does not tell the hub`,
    );
  }),
};
