import type { Rule } from '../../rule';
import { any, asBoolean, fail, judge, pass, see, show, unknown, type Verdict } from '../../verdict';
import { containerExample, podExample, releaseExample } from './examples';
import { containersOf, type KubeBlock } from './kube-block';
import { podChecks } from './pod-rule';

const ADD = 'securityContext.capabilities.add';
const DROP = 'securityContext.capabilities.drop';

/** Names in a list of capabilities; undefined when one of them cannot be seen. */
function capabilities(container: KubeBlock, path: string): string[] | undefined {
  const names = container.each(path).map((value) => see(value));
  return names.every((name) => name.seen) ? names.map((name) => (name.seen ? plain(name.value) : '')) : undefined;
}

function plain(value: unknown): string {
  return String(value ?? '')
    .replace(/^CAP_/, '')
    .toUpperCase();
}

function drops(container: KubeBlock, wanted: readonly string[]): Verdict {
  const dropped = capabilities(container, DROP);
  const attribute = container.at(DROP);
  if (!dropped) return unknown(`${attribute} cannot be checked: it is known only when Terraform runs`, attribute);
  if (dropped.some((name) => wanted.includes(name))) return pass;
  return fail(
    `${attribute} is ${dropped.length === 0 ? 'unset' : dropped.join(', ')}, must hold ${wanted[0]}`,
    attribute,
  );
}

/** Containers keep no capability they do not name. */
export const podDropsCapabilities: Rule = {
  id: 'security/pod-drops-capabilities',
  title: 'Containers drop all capabilities and add those they need',
  why: 'The usual set lets a process change owners, forge packets and kill what is not its own. Few programs need any of it.',
  severity: 'low',
  category: 'security',
  stages: ['synth', 'plan'],
  sets: ['strict'],
  remedy: 'Set capabilities { drop = ["ALL"] } in security_context of each container and add what is needed by name.',
  references: [
    { source: 'checkov', id: 'CKV_K8S_37' },
    { source: 'trivy', id: 'KSV-0003' },
  ],
  examples: {
    pass: containerExample({ security_context: { capabilities: { drop: ['ALL'] } } }),
    fail: containerExample({ security_context: { capabilities: { drop: ['KILL'] } } }),
  },
  checks: podChecks({ container: (container) => drops(container, ['ALL']) }),
};

/** Containers cannot forge packets. */
export const podNetRaw: Rule = {
  id: 'security/pod-net-raw',
  title: 'Containers cannot forge packets',
  why: 'With NET_RAW a container can pose as another pod of its node and read what is meant for it.',
  severity: 'low',
  category: 'security',
  stages: ['synth', 'plan'],
  sets: ['strict'],
  remedy: 'Set capabilities { drop = ["NET_RAW"] }, or drop ALL, in security_context of each container.',
  references: [
    { source: 'checkov', id: 'CKV_K8S_28' },
    { source: 'trivy', id: 'KSV-0119' },
  ],
  examples: {
    pass: containerExample({ security_context: { capabilities: { drop: ['NET_RAW'] } } }),
    fail: containerExample({ image: 'registry.example/app:1.2.3' }),
  },
  checks: podChecks({ container: (container) => drops(container, ['NET_RAW', 'ALL']) }),
};

const STRONG = new Set(['SYS_ADMIN', 'ALL', 'SYS_MODULE', 'SYS_PTRACE', 'DAC_READ_SEARCH']);

/** Containers do not get capabilities that amount to root. */
export const podStrongCapability: Rule = {
  id: 'security/pod-strong-capability',
  title: 'No container gets a capability that amounts to root on the node',
  why: 'SYS_ADMIN, SYS_MODULE, SYS_PTRACE and DAC_READ_SEARCH each open a known way out of the container.',
  severity: 'high',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy:
    'Take the capability out of capabilities.add. To mount file systems for users, mount a volume of the CSI driver instead of running a mount inside the server.',
  references: [
    { source: 'checkov', id: 'CKV_K8S_39' },
    { source: 'trivy', id: 'KSV-0005' },
  ],
  examples: {
    pass: containerExample({ security_context: { capabilities: { add: ['NET_BIND_SERVICE'] } } }),
    fail: releaseExample('jupyterhub', {
      singleuser: { extraContainers: [{ name: 'mount', securityContext: { capabilities: { add: ['SYS_ADMIN'] } } }] },
    }),
  },
  checks: podChecks({
    container: (container) => {
      const added = capabilities(container, ADD);
      const attribute = container.at(ADD);
      if (!added) return unknown(`${attribute} cannot be checked: it is known only when Terraform runs`, attribute);
      const strong = added.filter((name) => STRONG.has(name));
      return strong.length > 0 ? fail(`${attribute} holds ${strong.join(', ')}`, attribute) : pass;
    },
    values: ['add'],
    value: (value, attribute, { path }) =>
      path.includes('capabilities') && STRONG.has(plain(value))
        ? fail(`${attribute} is ${show(value)}`, attribute)
        : pass,
  }),
};

const READ_ONLY = 'securityContext.readOnlyRootFilesystem';

/** Containers cannot change their own programs. */
export const podReadOnlyRoot: Rule = {
  id: 'security/pod-read-only-root',
  title: 'Containers cannot write to their own image',
  why: 'What breaks into a program often stays by writing itself beside it. User servers are an exception: people install packages.',
  severity: 'low',
  category: 'security',
  stages: ['synth', 'plan'],
  sets: ['strict'],
  remedy:
    'Set read_only_root_filesystem = true in security_context of each container, with an emptyDir where it writes.',
  references: [
    { source: 'checkov', id: 'CKV_K8S_22' },
    { source: 'trivy', id: 'KSV-0014' },
  ],
  examples: {
    pass: containerExample({ security_context: { read_only_root_filesystem: true } }),
    fail: containerExample({ security_context: { read_only_root_filesystem: false } }),
  },
  checks: podChecks({
    container: (container) =>
      judge(container.get(READ_ONLY), container.at(READ_ONLY), (value) =>
        asBoolean(value) === true ? undefined : `${container.at(READ_ONLY)} is ${show(value)}, must be true`,
      ),
  }),
};

const SECCOMP = 'securityContext.seccompProfile.type';

/** Containers have a filter for system calls. */
export const podSeccomp: Rule = {
  id: 'security/pod-seccomp',
  title: 'Containers run with a filter for system calls',
  why: 'The default filter keeps the rarely used calls away, through which most ways out of a container have led.',
  severity: 'low',
  category: 'security',
  stages: ['synth', 'plan'],
  sets: ['strict'],
  remedy: 'Set seccomp_profile { type = "RuntimeDefault" } in security_context of the pod.',
  references: [
    { source: 'CIS GKE 1.9.0', id: '4.6.2' },
    { source: 'checkov', id: 'CKV_K8S_31' },
    { source: 'trivy', id: 'KSV-0030' },
    { source: 'trivy', id: 'KSV-0104' },
  ],
  examples: {
    pass: podExample({ security_context: { seccomp_profile: { type: 'RuntimeDefault' } }, container: { name: 'app' } }),
    fail: releaseExample('app', { securityContext: { seccompProfile: { type: 'Unconfined' } } }),
  },
  checks: podChecks({
    pod: (pod) => any(confined(pod), containersOf(pod).flatMap(confined)),
    values: ['type'],
    value: (value, attribute, { path }) =>
      path.at(-2) === 'seccompProfile' && value === 'Unconfined'
        ? fail(`${attribute} is "Unconfined", must be "RuntimeDefault"`, attribute)
        : pass,
  }),
};

function confined(block: KubeBlock): Verdict {
  return judge(block.get(SECCOMP), block.at(SECCOMP), (value) =>
    value === 'RuntimeDefault' || value === 'Localhost'
      ? undefined
      : `${block.at(SECCOMP)} is ${show(value)}, must be "RuntimeDefault"`,
  );
}
