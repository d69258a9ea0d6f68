import { expect, test } from 'vitest';
import { judged } from './support.ts';

const RULE = 'security/rbac-cluster-admin';
const refused = ['fail: role_ref.name is "cluster-admin"'];
const user = { kind: 'User', name: 'atlas-ci@atlas.iam.gserviceaccount.com' };

const binding = (...subject: object[]) =>
  judged(RULE, 'kubernetes_cluster_role_binding_v1', { role_ref: { name: 'cluster-admin' }, subject });

test.each([
  ['a user by name', [user], []],
  ['two users by name', [user, { ...user, name: 'ops@atlas.example' }], []],
  ['a service account', [{ kind: 'ServiceAccount', name: 'default', namespace: 'support' }], refused],
  ['a group', [{ kind: 'Group', name: 'ops' }], refused],
  ['a user and a group', [user, { kind: 'Group', name: 'ops' }], refused],
  ['somebody whose kind is known later', [{ kind: '${var.kind}', name: 'ops' }], refused],
  ['nobody that can be seen', [], refused],
])('the role cluster-admin bound to %s', (_, subjects, found) => {
  expect(binding(...subjects)).toEqual(found);
});

test('a manifest is judged as the resource is', () => {
  const manifest = (kind: string) =>
    judged(RULE, 'kubernetes_manifest', {
      manifest: { kind: 'ClusterRoleBinding', roleRef: { name: 'cluster-admin' }, subjects: [{ kind, name: 'ops' }] },
    });
  expect(manifest('User')).toEqual([]);
  expect(manifest('Group')).toEqual(['fail: manifest[0].roleRef.name is "cluster-admin"']);
});
