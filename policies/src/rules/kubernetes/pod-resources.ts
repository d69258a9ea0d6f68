import type { Rule } from '../../rule';
import { all, judge, show, type Verdict } from '../../verdict';
import { containerExample } from './examples';
import type { KubeBlock } from './kube-block';
import { podChecks } from './pod-rule';

function isSet(container: KubeBlock, path: string, why: string): Verdict {
  const value = container.get(path);
  if (value.state === 'reference') return [];
  return judge(value, container.at(path), (given) =>
    given === undefined || given === null || given === ''
      ? `${container.at(path)} is ${show(given)}, ${why}`
      : undefined,
  );
}

/** Containers say what they need. */
export const podRequests: Rule = {
  id: 'reliability/pod-requests',
  title: 'Containers say how much CPU and memory they need',
  why: 'The scheduler and the autoscaler count what pods ask for. What asks for nothing is put on a full node and is the first to be evicted.',
  severity: 'medium',
  category: 'reliability',
  stages: ['synth', 'plan'],
  remedy: 'Set resources { requests = { cpu = "100m", memory = "128Mi" } } in each container.',
  references: [
    { source: 'checkov', id: 'CKV_K8S_10' },
    { source: 'checkov', id: 'CKV_K8S_12' },
    { source: 'trivy', id: 'KSV-0015' },
    { source: 'trivy', id: 'KSV-0016' },
  ],
  examples: {
    pass: containerExample({ resources: { requests: { cpu: '100m', memory: '128Mi' } } }),
    fail: containerExample({ resources: { requests: { cpu: '100m' } } }),
  },
  checks: podChecks({
    containers: 'containers',
    container: (container) =>
      all(
        isSet(container, 'resources.requests.cpu', 'so it may get none'),
        isSet(container, 'resources.requests.memory', 'so it is evicted first'),
      ),
  }),
};

/** Containers cannot take all memory. */
export const podMemoryLimit: Rule = {
  id: 'reliability/pod-memory-limit',
  title: 'Containers have an upper bound for memory',
  why: 'A leak in one container otherwise takes the memory of its node and with it the servers of users on it.',
  severity: 'medium',
  category: 'reliability',
  stages: ['synth', 'plan'],
  remedy: 'Set resources { limits = { memory = "512Mi" } } in each container.',
  references: [
    { source: 'checkov', id: 'CKV_K8S_13' },
    { source: 'trivy', id: 'KSV-0018' },
  ],
  examples: {
    pass: containerExample({ resources: { limits: { memory: '512Mi' } } }),
    fail: containerExample({ resources: { limits: { cpu: '1' } } }),
  },
  checks: podChecks({
    containers: 'containers',
    container: (container) => isSet(container, 'resources.limits.memory', 'so it may take all of its node'),
  }),
};

/** Containers cannot take all CPUs. */
export const podCpuLimit: Rule = {
  id: 'reliability/pod-cpu-limit',
  title: 'Containers have an upper bound for CPU',
  why: 'Requests already share the CPUs of a busy node fairly; a bound makes the speed of a container the same on an idle node.',
  severity: 'low',
  category: 'reliability',
  stages: ['synth', 'plan'],
  sets: ['strict'],
  remedy: 'Set resources { limits = { cpu = "1" } } in each container.',
  references: [
    { source: 'checkov', id: 'CKV_K8S_11' },
    { source: 'trivy', id: 'KSV-0011' },
  ],
  examples: {
    pass: containerExample({ resources: { limits: { cpu: '1' } } }),
    fail: containerExample({ resources: { limits: { memory: '512Mi' } } }),
  },
  checks: podChecks({
    containers: 'containers',
    container: (container) => isSet(container, 'resources.limits.cpu', 'so it may take all of its node'),
  }),
};
