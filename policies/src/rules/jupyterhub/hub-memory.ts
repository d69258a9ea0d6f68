import type { HelmValues } from '../../helm-values';
import type { Rule } from '../../rule';
import { fail, judge, pass, see, show, type Verdict } from '../../verdict';
import { hubExample } from '../kubernetes/examples';
import { bytesOf, onHub, overridesOf, unseenProfiles } from './on-hub';

const LIMIT = 'singleuser.memory.limit';
const GUARANTEE = 'singleuser.memory.guarantee';
const profile = (override: { [key: string]: number | string }) => ({
  singleuser: {
    memory: { guarantee: '1G', limit: '2G' },
    profileList: [{ display_name: 'Small', kubespawner_override: override }],
  },
});

/** Servers cannot take all memory. */
export const hubMemoryLimit: Rule = {
  id: 'cost/hub-memory-limit',
  title: 'Servers of users have an upper bound for memory',
  why: 'The chart sets none. One runaway notebook then ends the work of everybody on the same node, and the answer is always a larger node.',
  severity: 'high',
  category: 'cost',
  stages: ['synth', 'plan'],
  remedy: 'Set memory.limitGiB of each profile in the hub file. In raw values set singleuser.memory.limit.',
  references: [],
  examples: {
    pass: hubExample({ singleuser: { memory: { guarantee: '1G', limit: '2G' } } }),
    fail: hubExample({ singleuser: { memory: { guarantee: '1G' } } }),
  },
  checks: onHub((values) => {
    const missing = judge(values.get(LIMIT), LIMIT, (value) =>
      value === undefined || value === null || value === 0
        ? `${LIMIT} is not set, so one server may take its whole node`
        : undefined,
    );
    const removed = overridesOf(values).flatMap(({ at }) =>
      judge(values.get(`${at}.mem_limit`), `${at}.mem_limit`, (value) =>
        value === 0 ? `${at}.mem_limit is 0, so a server of this profile may take its whole node` : undefined,
      ),
    );
    return [...missing, ...removed];
  }),
};

function overcommitted(values: HelmValues, limitPath: string, guaranteePath: string, most: number): Verdict {
  const [limit, guarantee] = [see(values.get(limitPath)), see(values.get(guaranteePath))];
  if (!limit.seen || !guarantee.seen)
    return judge(values.get(limit.seen ? guaranteePath : limitPath), limitPath, () => undefined);
  const [upper, lower] = [bytesOf(limit.value), bytesOf(guarantee.value)];
  if (upper === undefined || lower === undefined) return pass;
  const ratio = lower === 0 ? Infinity : upper / lower;
  if (ratio <= most) return pass;
  const times = lower === 0 ? 'nothing is guaranteed' : `${Math.round(ratio * 10) / 10} times the guarantee`;
  return fail(`${limitPath} is ${show(limit.value)}, ${times}, at most ${most} times are allowed`, limitPath);
}

/** Servers on one node can all use what they may. */
export const hubMemoryOvercommit: Rule = {
  id: 'reliability/hub-memory-overcommit',
  title: 'Servers may not take much more memory than they are guaranteed',
  why: 'Nodes are filled by what is guaranteed. When all servers of a node take their limit, the kernel kills notebooks in the middle of a class.',
  severity: 'medium',
  category: 'reliability',
  stages: ['synth', 'plan'],
  remedy:
    'Raise memory.guaranteeGiB of the profile in the hub file or lower limitGiB; policies.limits.maxMemoryOvercommit says how many times is fine.',
  references: [],
  examples: {
    pass: hubExample(profile({ mem_guarantee: '2G', mem_limit: '4G' })),
    fail: hubExample(profile({ mem_guarantee: '1G', mem_limit: '16G' })),
  },
  checks: onHub((values, _, { limits }) => [
    ...overcommitted(values, LIMIT, GUARANTEE, limits.maxMemoryOvercommit),
    ...overridesOf(values).flatMap(({ at }) =>
      values.get(`${at}.mem_limit`).state === 'default'
        ? pass
        : overcommitted(values, `${at}.mem_limit`, `${at}.mem_guarantee`, limits.maxMemoryOvercommit),
    ),
  ]),
};

/** The hub can read the sizes it is given. */
export const hubMemoryUnit: Rule = {
  id: 'reliability/hub-memory-unit',
  title: 'Memory is written in units the hub understands',
  why: 'The hub reads 8G, not 8Gi or 8GB. The chart accepts both, and then every start of a server fails.',
  severity: 'high',
  category: 'reliability',
  stages: ['synth', 'plan'],
  remedy: 'Write guaranteeGiB and limitGiB in the hub file, or a number of bytes or 8G in raw values.',
  references: [],
  examples: { pass: hubExample(profile({ mem_limit: '8G' })), fail: hubExample(profile({ mem_limit: '8Gi' })) },
  checks: onHub((values) => {
    const paths = [
      LIMIT,
      GUARANTEE,
      ...overridesOf(values).flatMap(({ at }) => [`${at}.mem_limit`, `${at}.mem_guarantee`]),
    ];
    return [
      ...unseenProfiles(values),
      ...paths.flatMap((path) =>
        judge(values.get(path), path, (value) =>
          value === undefined || value === null || bytesOf(value) !== undefined
            ? undefined
            : `${path} is ${show(value)}, which the hub cannot read`,
        ),
      ),
    ];
  }),
};
