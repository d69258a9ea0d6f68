import { hubValues } from '../../hub-values';
import type { Resource } from '../../resource';
import type { Rule, RuleContext } from '../../rule';
import { all, asBoolean, asNumber, judge, pass, show, type Verdict } from '../../verdict';

function check(release: Resource, { limits }: RuleContext): Verdict {
  const values = hubValues(release);
  if (!values) return pass;
  const longest = limits.maxIdleMinutes * 60;
  return all(
    judge(values.get('cull.enabled'), 'cull.enabled', (value) =>
      asBoolean(value) === true
        ? undefined
        : `cull.enabled is ${show(value)}, so idle servers run until somebody stops them`,
    ),
    judge(values.get('cull.timeout'), 'cull.timeout', (value) => {
      const seconds = asNumber(value) ?? 0;
      if (seconds > 0 && seconds <= longest) return undefined;
      return `cull.timeout is ${show(value)} seconds, idle servers must stop within ${longest}`;
    }),
  );
}

/** Idle servers stop. */
export const hubCulling: Rule = {
  id: 'cost/hub-culling',
  title: 'A hub stops idle servers within the limit',
  why: 'A forgotten server keeps its node alive, day and night. On most hubs this is the largest avoidable cost.',
  severity: 'high',
  category: 'cost',
  stages: ['synth', 'plan'],
  remedy:
    'Set culling.idleMinutes in the hub file, or raise policies.limits.maxIdleMinutes in fleet.yaml. In raw values leave cull.enabled on and set cull.timeout in seconds.',
  references: [],
  examples: {
    pass: {
      terraform: {
        resource: { helm_release: { hub: { chart: 'jupyterhub', values: ['{"cull":{"timeout":3600}}'] } } },
      },
    },
    fail: {
      terraform: {
        resource: { helm_release: { hub: { chart: 'jupyterhub', values: ['{"cull":{"enabled":false}}'] } } },
      },
    },
  },
  checks: { helm_release: check },
};
