import type { Resource } from '../../resource';
import type { Rule } from '../../rule';
import { judge, show } from '../../verdict';
import { resourceExample } from './examples';

/** Volumes outlive their claims. */
export const volumeReclaim: Rule = {
  id: 'data-loss/volume-reclaim',
  title: 'Volumes and storage classes keep the data when a claim goes',
  why: 'With Delete, which storage classes have unless told otherwise, removing a namespace removes the disks of its volume claims.',
  severity: 'high',
  category: 'data-loss',
  stages: ['synth', 'plan'],
  remedy:
    'Set persistent_volume_reclaim_policy = "Retain" on volumes and reclaim_policy = "Retain" on storage classes.',
  references: [],
  examples: {
    pass: resourceExample('kubernetes_storage_class_v1', {
      storage_provisioner: 'ebs.csi.aws.com',
      reclaim_policy: 'Retain',
    }),
    fail: resourceExample('kubernetes_storage_class_v1', { storage_provisioner: 'ebs.csi.aws.com' }),
  },
  checks: Object.fromEntries([
    ...['kubernetes_storage_class', 'kubernetes_storage_class_v1'].map((type) => [
      type,
      (storage: Resource) =>
        judge(storage.get('reclaim_policy'), 'reclaim_policy', (value) =>
          value === 'Retain' ? undefined : `reclaim_policy is ${show(value)}, must be "Retain"`,
        ),
    ]),
    ...['kubernetes_persistent_volume', 'kubernetes_persistent_volume_v1'].map((type) => [
      type,
      (volume: Resource) =>
        judge(volume.get('spec.persistent_volume_reclaim_policy'), 'spec.persistent_volume_reclaim_policy', (value) =>
          value === 'Retain' || value === undefined
            ? undefined
            : `spec.persistent_volume_reclaim_policy is ${show(value)}, must be "Retain"`,
        ),
    ]),
  ]),
};
