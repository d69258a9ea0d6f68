import { expect, test } from 'vitest';
import { at } from './support/chart.ts';
import { renderedValues, synthHub } from './support/hub.ts';

const overrides = () => ({ features: { nodePlaceholders: { count: 5, pool: 'large' } } });

test('Nodes are kept started by a pod on each that gives way', () => {
  const [placeholder] = Object.values(synthHub(overrides).kubernetes_deployment_v1 ?? {});
  expect(placeholder).toMatchObject({
    wait_for_rollout: false,
    spec: {
      replicas: '5',
      template: {
        spec: {
          priority_class_name: 'earth-user-placeholder-priority',
          node_selector: { 'hubfleet.dev/pool': 'large' },
          toleration: [
            { key: 'hub.jupyter.org_dedicated', value: 'user' },
            { key: 'hub.jupyter.org/dedicated', value: 'user' },
            // Nodes with GPUs refuse every pod that does not say this.
            { key: 'nvidia.com/gpu', operator: 'Exists', effect: 'NoSchedule' },
          ],
          affinity: {
            pod_anti_affinity: {
              required_during_scheduling_ignored_during_execution: [{ topology_key: 'kubernetes.io/hostname' }],
            },
          },
        },
      },
    },
  });
});

test('The chart makes their priority although it keeps no placeholder of its own', () => {
  expect(at(renderedValues(overrides), 'scheduling.userPlaceholder')).toMatchObject({ enabled: true, replicas: 0 });
  expect(at(renderedValues(), 'scheduling.userPlaceholder')).toMatchObject({ enabled: false, replicas: 0 });
});

test('None is kept unless asked for', () => {
  expect(synthHub().kubernetes_deployment_v1).toBeUndefined();
});
