import type { Release } from '@cdktf/provider-helm/lib/release';
import { DeploymentV1 } from '@cdktf/provider-kubernetes/lib/deployment-v1';
import type { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import type { Construct } from 'constructs';
import { Scheduling } from '../scheduling';
import { supportImages } from '../support/images';
import type { HubConfiguration } from './hub-configuration';
import type { NodePlaceholders } from './hub-features';

const LABEL = 'hubfleet.dev/node-placeholder';

/** What the placeholder of a whole node needs to know. */
export interface NodePlaceholderOptions {
  readonly configuration: HubConfiguration;
  readonly placeholders: NodePlaceholders;
  readonly namespace: NamespaceV1;
  /** Release of the hub, which makes the priority class that gives way. */
  readonly hub: Release;
}

/**
 * Nodes that are kept started: a pod on each, which refuses to share a node with another of its kind and gives way to
 * any server. One such node serves more users at once than many placeholders of single servers.
 */
export function keepNodes(scope: Construct, options: NodePlaceholderOptions): DeploymentV1 {
  const { configuration, placeholders, namespace, hub } = options;
  const { hubName } = configuration;
  const labels = { [LABEL]: hubName };
  return new DeploymentV1(scope, 'NodePlaceholder', {
    metadata: { name: 'node-placeholder', namespace: hubName, labels },
    // A pod that waits for its node is what makes the autoscaler start one.
    waitForRollout: false,
    spec: {
      replicas: String(placeholders.count),
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          priorityClassName: `${hubName}-user-placeholder-priority`,
          terminationGracePeriodSeconds: 0,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          nodeSelector: { [Scheduling.POOL_LABEL]: placeholders.pool },
          toleration: [
            { key: Scheduling.USER_TAINT, operator: 'Equal', value: 'user', effect: 'NoSchedule' },
            { key: 'hub.jupyter.org/dedicated', operator: 'Equal', value: 'user', effect: 'NoSchedule' },
            { key: Scheduling.GPU_TAINT, operator: 'Exists', effect: 'NoSchedule' },
          ],
          affinity: {
            podAntiAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: [
                { topologyKey: 'kubernetes.io/hostname', labelSelector: [{ matchLabels: labels }] },
              ],
            },
          },
          container: [
            {
              name: 'pause',
              image: supportImages.pause,
              resources: { requests: { cpu: '10m', memory: '8Mi' }, limits: { memory: '16Mi' } },
              securityContext: {
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                runAsNonRoot: true,
                runAsUser: '65535',
                capabilities: { drop: ['ALL'] },
              },
            },
          ],
        },
      },
    },
    dependsOn: [namespace, hub],
  });
}
