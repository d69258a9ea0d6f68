import type { Block, Resource } from '../../resource';
import { isRecord, type Value } from '../../value';
import { within } from '../../verdict';

/** How attributes are spelled: as the Terraform provider does, or as Kubernetes does in a manifest. */
type Style = 'terraform' | 'kubernetes';

/** Blocks that the provider names in the singular. */
const SINGULAR: Readonly<Record<string, string>> = {
  containers: 'container',
  initContainers: 'init_container',
  volumes: 'volume',
  rules: 'rule',
  subjects: 'subject',
};

/** A part of a Kubernetes object, wherever it is written; paths are given as Kubernetes spells them. */
export class KubeBlock {
  readonly #block: Block;
  readonly #style: Style;

  constructor(block: Block, style: Style) {
    this.#block = block;
    this.#style = style;
  }

  get(path: string): Value {
    return this.#block.get(this.#spelled(path));
  }

  blocks(path: string): KubeBlock[] {
    return this.#block.blocks(this.#spelled(path)).map((block) => new KubeBlock(block, this.#style));
  }

  each(path: string): Value[] {
    return this.#block.each(this.#spelled(path));
  }

  /** The attribute's full path as it is spelled there. */
  at(path: string): string {
    return path === '' ? this.#block.at : within(this.#block, this.#spelled(path));
  }

  #spelled(path: string): string {
    return this.#style === 'kubernetes' ? path : path.split('.').map(snake).join('.');
  }
}

function snake(name: string): string {
  return (
    SINGULAR[name] ??
    name
      .replace(/([a-z\d])([A-Z])/g, '$1_$2')
      .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
      .toLowerCase()
  );
}

const POD_PATHS: Readonly<Record<string, string>> = {
  kubernetes_pod: 'spec',
  kubernetes_deployment: 'spec.template.spec',
  kubernetes_stateful_set: 'spec.template.spec',
  kubernetes_daemonset: 'spec.template.spec',
  kubernetes_daemon_set: 'spec.template.spec',
  kubernetes_replication_controller: 'spec.template.spec',
  kubernetes_job: 'spec.template.spec',
  kubernetes_cron_job: 'spec.job_template.spec.template.spec',
};

const KIND_PATHS: Readonly<Record<string, string>> = {
  Pod: 'manifest.spec',
  CronJob: 'manifest.spec.jobTemplate.spec.template.spec',
  ...Object.fromEntries(
    ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Job'].map((kind) => [
      kind,
      'manifest.spec.template.spec',
    ]),
  ),
};

/** Types of resources that run pods. */
export const WORKLOAD_TYPES: readonly string[] = [
  ...Object.keys(POD_PATHS).flatMap((type) => [type, `${type}_v1`]),
  'kubernetes_manifest',
];

/** The pods that a resource runs; one that cannot be seen when a manifest does not say what it is. */
export function podsOf(resource: Resource): KubeBlock[] {
  if (resource.type === 'kubernetes_manifest') {
    const kind = kindOf(resource);
    if (kind === undefined) return resource.blocks('manifest').map((block) => new KubeBlock(block, 'kubernetes'));
    const path = Object.hasOwn(KIND_PATHS, kind) ? KIND_PATHS[kind] : undefined;
    return path === undefined ? [] : resource.blocks(path).map((block) => new KubeBlock(block, 'kubernetes'));
  }
  const path = POD_PATHS[resource.type.replace(/_v\d+$/, '')] ?? 'spec';
  return resource.blocks(path).map((block) => new KubeBlock(block, 'terraform'));
}

/** The kind of a manifest; undefined when it cannot be seen. */
export function kindOf(resource: Resource): string | undefined {
  const kind = resource.get('manifest.kind');
  if (kind.state === 'known' && typeof kind.value === 'string') return kind.value;
  const whole = resource.get('manifest');
  return whole.state === 'known' && isRecord(whole.value) ? '' : undefined;
}

/** Containers of a pod: those that run all the time, and those that only prepare it. */
export function containersOf(pod: KubeBlock, kind: 'containers' | 'initContainers' | 'all' = 'all'): KubeBlock[] {
  if (kind !== 'all') return pod.blocks(kind);
  return [...pod.blocks('containers'), ...pod.blocks('initContainers')];
}
