import type { Rule } from '../../rule';
import { all, asBoolean, fail, judge, pass, show } from '../../verdict';
import { containerExample, podExample, releaseExample } from './examples';
import type { KubeBlock } from './kube-block';
import { podChecks, preparesPod } from './pod-rule';

const PRIVILEGED = 'securityContext.privileged';
const privileged = (container: KubeBlock) =>
  judge(container.get(PRIVILEGED), container.at(PRIVILEGED), (value) =>
    asBoolean(value) === true ? `${container.at(PRIVILEGED)} is true, so the container is root on its node` : undefined,
  );

/** Running containers have no rights on the node. */
export const podPrivileged: Rule = {
  id: 'security/pod-privileged',
  title: 'No running container is privileged',
  why: 'A privileged container can do everything on its node: read the disks of other pods, take their tokens, load kernel modules.',
  severity: 'high',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy:
    'Take privileged: true out of the values of the hub file, or out of security_context in Terraform, and add the one capability that is needed instead.',
  references: [
    { source: 'CIS EKS 1.8.0', id: '4.2.1' },
    { source: 'checkov', id: 'CKV_K8S_16' },
    { source: 'checkov', id: 'CKV_K8S_2' },
    { source: 'trivy', id: 'KSV-0017' },
  ],
  examples: {
    pass: containerExample({ security_context: { privileged: false } }),
    fail: containerExample({ security_context: { privileged: true } }),
  },
  checks: podChecks({
    containers: 'containers',
    container: privileged,
    values: ['privileged'],
    value: (value, attribute, leaf) =>
      asBoolean(value) === true && !preparesPod(leaf)
        ? fail(`${attribute} is true, so the container is root on its node`, attribute)
        : pass,
  }),
};

/** Containers that prepare a pod have no rights on the node. */
export const initContainerPrivileged: Rule = {
  id: 'security/init-container-privileged',
  title: 'No container that prepares a pod is privileged',
  why: 'What prepares a pod runs before any user does, but its image still gets the whole node.',
  severity: 'medium',
  category: 'security',
  stages: ['synth', 'plan'],
  sets: ['strict'],
  remedy:
    'Give the init container capabilities (NET_ADMIN for iptables) instead of privileged: true, or waive it for the images that you trust with the node.',
  references: [
    { source: 'CIS EKS 1.8.0', id: '4.2.1' },
    { source: 'checkov', id: 'CKV_K8S_16' },
    { source: 'trivy', id: 'KSV-0017' },
  ],
  examples: {
    pass: podExample({
      init_container: {
        name: 'rules',
        security_context: { privileged: false, capabilities: { add: ['NET_ADMIN'] } },
      },
    }),
    fail: podExample({ init_container: { name: 'rules', security_context: { privileged: true } } }),
  },
  checks: podChecks({
    containers: 'initContainers',
    container: privileged,
    values: ['privileged'],
    value: (value, attribute, leaf) =>
      asBoolean(value) === true && preparesPod(leaf)
        ? fail(`${attribute} is true, so the image that prepares the pod gets the whole node`, attribute)
        : pass,
  }),
};

/** Processes cannot gain rights. */
export const podPrivilegeEscalation: Rule = {
  id: 'security/pod-privilege-escalation',
  title: 'Processes of a container cannot gain rights',
  why: 'With privilege escalation, which is on unless it is turned off, any program with the setuid bit makes its caller root.',
  severity: 'medium',
  category: 'security',
  stages: ['synth', 'plan'],
  sets: ['strict'],
  remedy:
    'Set allow_privilege_escalation = false in security_context. User servers of the JupyterHub chart have it off; leave singleuser.allowPrivilegeEscalation out of the values.',
  references: [
    { source: 'CIS EKS 1.8.0', id: '4.2.5' },
    { source: 'checkov', id: 'CKV_K8S_20' },
    { source: 'checkov', id: 'CKV_K8S_5' },
    { source: 'trivy', id: 'KSV-0001' },
  ],
  examples: {
    pass: containerExample({ security_context: { allow_privilege_escalation: false } }),
    fail: releaseExample('grafana', { containerSecurityContext: { allowPrivilegeEscalation: true } }),
  },
  checks: podChecks({
    container: (container) =>
      judge(
        container.get('securityContext.allowPrivilegeEscalation'),
        container.at('securityContext.allowPrivilegeEscalation'),
        (value) =>
          asBoolean(value) === false
            ? undefined
            : `${container.at('securityContext.allowPrivilegeEscalation')} is ${show(value)}, must be false`,
      ),
    values: ['allowPrivilegeEscalation', 'allow_privilege_escalation'],
    value: (value, attribute) =>
      asBoolean(value) === true ? fail(`${attribute} is true, must be false`, attribute) : pass,
  }),
};

const SPACES = ['hostPID', 'hostIPC', 'hostNetwork'];

/** Pods keep to their own processes and network. */
export const podHostNamespaces: Rule = {
  id: 'security/pod-host-namespaces',
  title: "Pods do not share the node's processes, memory or network",
  why: 'A pod in the network of its node reaches the metadata server and every port that listens there; one among its processes can read their memory.',
  severity: 'high',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy:
    'Take hostNetwork, hostPID and hostIPC out of the values, and host_network, host_pid and host_ipc out of the pod in Terraform.',
  references: [
    { source: 'CIS EKS 1.8.0', id: '4.2.2' },
    { source: 'CIS EKS 1.8.0', id: '4.2.3' },
    { source: 'CIS EKS 1.8.0', id: '4.2.4' },
    { source: 'checkov', id: 'CKV_K8S_17' },
    { source: 'checkov', id: 'CKV_K8S_18' },
    { source: 'checkov', id: 'CKV_K8S_19' },
    { source: 'trivy', id: 'KSV-0010' },
    { source: 'trivy', id: 'KSV-0008' },
    { source: 'trivy', id: 'KSV-0009' },
  ],
  examples: { pass: podExample({ host_network: false }), fail: podExample({ host_network: true }) },
  checks: podChecks({
    pod: (pod) =>
      all(
        ...SPACES.map((name) =>
          judge(pod.get(name), pod.at(name), (value) =>
            asBoolean(value) === true ? `${pod.at(name)} is true, must be false` : undefined,
          ),
        ),
      ),
    values: SPACES,
    value: (value, attribute) =>
      asBoolean(value) === true ? fail(`${attribute} is true, must be false`, attribute) : pass,
  }),
};
