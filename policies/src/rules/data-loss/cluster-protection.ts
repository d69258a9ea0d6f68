import type { Rule } from '../../rule';
import { any, asBoolean, judge, requireFlag } from '../../verdict';
import { flagRule } from '../attribute-rule';
import { cloudRule } from '../cloud-rule';

const EKS = 'aws_eks_cluster';

/** A GKE cluster is not deleted by accident. */
export const gkeDeletionProtection = flagRule({
  id: 'data-loss/gke-deletion-protection',
  title: 'A GKE cluster is protected against deletion',
  why: 'With the cluster go its disks and the user database of every hub on it.',
  severity: 'high',
  remedy: 'Clusters made by hubfleet are protected. In Terraform remove deletion_protection = false.',
  type: 'google_container_cluster',
  path: 'deletion_protection',
  must: true,
});

const eitherBar = cloudRule(
  {
    id: 'data-loss/eks-deletion-protection',
    title: 'An EKS cluster is protected against deletion',
    why: 'With the cluster go its disks and the user database of every hub on it.',
    severity: 'high',
    remedy:
      'Clusters made by hubfleet carry prevent_destroy. In Terraform set deletion_protection = true, which AWS itself keeps, or lifecycle { prevent_destroy = true }.',
  },
  {
    pass: { [EKS]: { main: { deletion_protection: true } } },
    fail: { [EKS]: { main: { deletion_protection: false, lifecycle: { prevent_destroy: false } } } },
  },
  {
    [EKS]: (cluster) =>
      any(
        requireFlag(cluster, 'deletion_protection', true),
        judge(cluster.lifecycle.preventDestroy, 'deletion_protection', (value) =>
          asBoolean(value) === true ? undefined : 'and there is no lifecycle.prevent_destroy',
        ),
      ).slice(0, 1),
  },
);

/** An EKS cluster is not deleted by accident. Plans do not show prevent_destroy; there the guard of changes watches. */
export const eksDeletionProtection: Rule = { ...eitherBar, stages: ['synth'] };
