import type { HelmValues } from '../../helm-values';
import type { Resource } from '../../resource';
import type { ResourceIndex } from '../../resource-index';
import type { Rule } from '../../rule';
import { all, asNumber, fail, judge, pass, see, show, unknown, type Verdict } from '../../verdict';
import { hubExample } from '../kubernetes/examples';
import { flag, onHub, unseen } from './on-hub';

const CLASS = 'hub.config.JupyterHub.authenticator_class';
const OPEN = /(?:^|[.:])(?:tmp|Tmp\w*|firstuse|FirstUse\w*|shared-password|SharedPassword\w*|dummy|Dummy\w*)$/;

/** True when strangers can get in; undefined when that cannot be seen. */
function isOpen(values: HelmValues): boolean | undefined {
  const sight = see(values.get(CLASS));
  if (!sight.seen) return undefined;
  if (OPEN.test(String(sight.value))) return true;
  return values
    .leaves()
    .some(({ path, value }) => path.at(-1) === 'open_signup' && value.state === 'known' && value.value === true);
}

const open = (rest: object) => ({
  hub: { config: { JupyterHub: { authenticator_class: 'shared-password' } }, activeServerLimit: 50, ...rest },
});

/** Hubs that anybody can enter are bounded. */
export const hubOpenLimits: Rule = {
  id: 'cost/hub-open-limits',
  title: 'A hub that strangers can enter bounds servers and their time',
  why: 'Miners find open hubs within days. A bound on servers and hours is what makes them go away and keeps the bill small.',
  severity: 'high',
  category: 'cost',
  stages: ['synth', 'plan'],
  remedy:
    'Set hub.activeServerLimit in the values of the hub file, culling.maxAgeHours up to policies.limits.maxOpenHubHours, and leave named servers off.',
  references: [],
  examples: {
    pass: hubExample({ ...open({}), cull: { maxAge: 14400 } }),
    fail: hubExample({ ...open({ activeServerLimit: null, allowNamedServers: true }) }),
  },
  checks: onHub((values, _, { limits }) => {
    const opened = isOpen(values);
    if (opened === undefined) return unseen(values, CLASS);
    if (!opened) return pass;
    const most = limits.maxOpenHubHours * 3600;
    const limit = 'hub.activeServerLimit';
    return all(
      judge(values.get(limit), limit, (value) =>
        asNumber(value) ? undefined : `${limit} is ${show(value)}, so strangers may start any number of servers`,
      ),
      judge(values.get('cull.maxAge'), 'cull.maxAge', (value) => {
        const age = asNumber(value) ?? 0;
        return age > 0 && age <= most ? undefined : `cull.maxAge is ${age} seconds, must be 1 to ${most}`;
      }),
      flag(values, 'hub.allowNamedServers', false, 'so one user may start many servers'),
    );
  }),
};

const EVENT = /(?:^|[.:])(?:shared-password|SharedPassword\w*)$/;
const LAST_DAY = 'hubfleet.dev/last-day';
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What the namespaces of a stack say about the last day of the hub in it. */
function lastDay(release: Resource, resources: ResourceIndex): Verdict | string {
  const path = `metadata.annotations["${LAST_DAY}"]`;
  const namespaces = ['kubernetes_namespace_v1', 'kubernetes_namespace'].flatMap((type) =>
    resources.ofType(type, release.stack),
  );
  for (const namespace of namespaces) {
    const sight = see(namespace.get(path));
    if (!sight.seen) return unknown(`the last day of the hub cannot be checked: ${path} ${sight.reason}`);
    if (typeof sight.value === 'string' && DAY.test(sight.value)) return sight.value;
  }
  return fail('participants share one password, and nothing says when the event is over', CLASS);
}

const event = (annotations: { [key: string]: string }) =>
  hubExample(open({}), {
    kubernetes_namespace_v1: { hub: { metadata: { name: 'research', annotations } } },
  });

/** Hubs for an event end with it. */
export const hubEventEnd: Rule = {
  id: 'cost/hub-event-end',
  title: 'A hub for an event says when it ends, and is gone afterwards',
  why: 'The password of a workshop is on slides and in chats. A hub that nobody takes down is open to all who find it, and is paid for.',
  severity: 'medium',
  category: 'cost',
  stages: ['synth', 'plan'],
  remedy: `Set lastDay of the hub file, and remove the hub after it. In Terraform annotate the namespace of the hub ${LAST_DAY} = "2027-03-31".`,
  references: [],
  examples: { pass: event({ [LAST_DAY]: '2099-12-31' }), fail: event({}) },
  checks: onHub((values, release, { resources, today }) => {
    const sight = see(values.get(CLASS));
    if (!sight.seen) return unseen(values, CLASS);
    if (!EVENT.test(String(sight.value))) return pass;
    const day = lastDay(release, resources);
    if (typeof day !== 'string') return day;
    return day >= today ? pass : fail(`the event was over on ${day}, and the hub is still there`, CLASS);
  }),
};
