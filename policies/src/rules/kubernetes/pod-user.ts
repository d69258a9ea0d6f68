import type { Rule } from '../../rule';
import { any, asBoolean, asNumber, fail, judge, pass, show, type Verdict } from '../../verdict';
import { containerExample, podExample, releaseExample } from './examples';
import { containersOf, type KubeBlock } from './kube-block';
import { podChecks, preparesPod } from './pod-rule';

const NON_ROOT = 'securityContext.runAsNonRoot';
const USER = 'securityContext.runAsUser';
const LOWEST_USER = 10_000;

/** What a container sets, or else its pod. */
function inContainerOrPod(pod: KubeBlock, path: string, judgeBlock: (block: KubeBlock) => Verdict): Verdict {
  return containersOf(pod).flatMap((container) =>
    container.get(path).state === 'default' ? judgeBlock(pod) : judgeBlock(container),
  );
}

const nonRoot = (block: KubeBlock): Verdict =>
  judge(block.get(NON_ROOT), block.at(NON_ROOT), (value) =>
    asBoolean(value) === true ? undefined : `${block.at(NON_ROOT)} is ${show(value)}, must be true`,
  );

const userAtLeast =
  (least: number) =>
  (block: KubeBlock): Verdict =>
    judge(block.get(USER), block.at(USER), (value) => {
      const user = asNumber(value);
      if (user !== undefined && user >= least) return undefined;
      return `${block.at(USER)} is ${show(value)}, must be ${least} or more`;
    });

/** Processes in containers are not root. */
export const podRunsAsRoot: Rule = {
  id: 'security/pod-runs-as-root',
  title: 'Containers do not run as root',
  why: 'A hole in the kernel or the runtime is a hole for root first: a process that is nobody inside is nobody outside.',
  severity: 'medium',
  category: 'security',
  stages: ['synth', 'plan'],
  sets: ['strict'],
  remedy:
    'Set run_as_non_root = true in security_context of the pod or of each container, and leave out runAsUser: 0 in the values.',
  references: [
    { source: 'checkov', id: 'CKV_K8S_23' },
    { source: 'checkov', id: 'CKV_K8S_6' },
    { source: 'trivy', id: 'KSV-0012' },
  ],
  examples: {
    pass: podExample({ security_context: { run_as_non_root: true }, container: { name: 'app' } }),
    fail: releaseExample('traefik', { podSecurityContext: { runAsNonRoot: false } }),
  },
  checks: podChecks({
    pod: (pod) => any(inContainerOrPod(pod, NON_ROOT, nonRoot), inContainerOrPod(pod, USER, userAtLeast(1))),
    values: ['runAsNonRoot', 'runAsUser', 'uid'],
    value: (value, attribute, leaf) => {
      if (preparesPod(leaf)) return pass;
      const name = leaf.path.at(-1);
      const isRoot = name === 'runAsNonRoot' ? asBoolean(value) === false : asNumber(value) === 0;
      const isUser = name !== 'uid' || leaf.path.at(-2) === 'singleuser';
      return isRoot && isUser ? fail(`${attribute} is ${show(value)}, so the container runs as root`, attribute) : pass;
    },
  }),
};

/** Numbers of users are none that the node has. */
export const podLowUser: Rule = {
  id: 'security/pod-low-user',
  title: 'Containers run as a user number that their node does not have',
  why: 'Files that a container leaves on its node belong to the same number there, and low numbers are users of the node.',
  severity: 'low',
  category: 'security',
  stages: ['synth', 'plan'],
  sets: ['strict'],
  remedy: 'Set run_as_user = 10000 or more in security_context of the pod or of each container.',
  references: [
    { source: 'checkov', id: 'CKV_K8S_40' },
    { source: 'trivy', id: 'KSV-0020' },
    { source: 'trivy', id: 'KSV-0021' },
  ],
  examples: {
    pass: containerExample({ security_context: { run_as_user: 10001 } }),
    fail: containerExample({ security_context: { run_as_user: 1000 } }),
  },
  checks: podChecks({ pod: (pod) => inContainerOrPod(pod, USER, userAtLeast(LOWEST_USER)) }),
};
