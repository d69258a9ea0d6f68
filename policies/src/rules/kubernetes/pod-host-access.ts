import type { Rule } from '../../rule';
import { fail, judge, pass, show, type Verdict } from '../../verdict';
import { podExample, releaseExample } from './examples';
import type { KubeBlock } from './kube-block';
import { podChecks } from './pod-rule';

/** Sockets through which a container runtime is ruled. */
const SOCKET = /\/(?:docker|containerd|crio|podman)[\w./-]*\.sock$/;

/** Paths of a node that agents read and that give nothing away. */
const HARMLESS = /^\/(?:etc\/localtime|usr\/share\/zoneinfo|dev\/fuse|lib\/modules)(?:\/|$)/;

function hostPaths(pod: KubeBlock, judgePath: (path: string, attribute: string) => Verdict): Verdict {
  return pod.blocks('volumes').flatMap((volume) => {
    const attribute = volume.at('hostPath.path');
    let found: Verdict = pass;
    const seen = judge(volume.get('hostPath.path'), attribute, (value) => {
      if (value !== undefined && value !== null) found = judgePath(String(value), attribute);
      return undefined;
    });
    return [...seen, ...found];
  });
}

const hostPath = (path: string, attribute: string): Verdict =>
  SOCKET.test(path) || HARMLESS.test(path)
    ? pass
    : fail(`${attribute} is ${show(path)}, a folder of the node itself`, attribute);

const socket = (path: string, attribute: string): Verdict =>
  SOCKET.test(path) ? fail(`${attribute} is ${show(path)}, with which a pod rules all containers`, attribute) : pass;

/** Pods do not mount folders of their node. */
export const podHostPath: Rule = {
  id: 'security/pod-host-path',
  title: 'Pods do not mount folders of their node',
  why: 'Who can write to a folder of the node can leave the container, and what is in it belongs to all pods of the node.',
  severity: 'high',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy:
    'Use a volume claim, an emptyDir or a config map. For home directories name a homeStorage in the hub file instead of a hostPath volume in singleuser.storage.extraVolumes.',
  references: [{ source: 'trivy', id: 'KSV-0023' }],
  examples: {
    pass: releaseExample('jupyterhub', {
      singleuser: { storage: { extraVolumes: [{ name: 'shm', emptyDir: { medium: 'Memory' } }] } },
    }),
    fail: releaseExample('jupyterhub', {
      singleuser: { storage: { extraVolumes: [{ name: 'data', hostPath: { path: '/srv/data' } }] } },
    }),
  },
  checks: podChecks({
    pod: (pod) => hostPaths(pod, hostPath),
    values: ['path'],
    value: (value, attribute, { path }) => (path.at(-2) === 'hostPath' ? hostPath(String(value), attribute) : pass),
  }),
};

/** Pods do not rule the container runtime. */
export const podRuntimeSocket: Rule = {
  id: 'security/pod-runtime-socket',
  title: 'No pod gets the socket of the container runtime',
  why: 'Who can write to the socket starts containers with any rights: it is the same as being root on the node. BinderHub and CI charts ask for it to build images.',
  severity: 'critical',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy:
    'Build images with a builder that needs no socket (Kaniko, BuildKit rootless, Podman rootless) or outside the cluster.',
  references: [
    { source: 'checkov', id: 'CKV_K8S_27' },
    { source: 'trivy', id: 'KSV-0006' },
  ],
  examples: {
    pass: podExample({ volume: { name: 'data', host_path: { path: '/etc/localtime' } } }),
    fail: podExample({ volume: { name: 'docker', host_path: { path: '/var/run/docker.sock' } } }),
  },
  checks: podChecks({
    pod: (pod) => hostPaths(pod, socket),
    values: ['path', 'hostPath', 'dockerSocket', 'hostSocketDir'],
    value: (value, attribute) => (typeof value === 'string' ? socket(value, attribute) : pass),
  }),
};
