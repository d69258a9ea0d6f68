import { EKS_SUPPORT_READ, eksSupport } from '../../eks-versions';
import { judge, pass, show, unknown } from '../../verdict';
import { cloudRule, numbers } from '../cloud-rule';

const TYPES = ['aws_eks_cluster', 'aws_eks_node_group'];

/** Somebody still patches the version. */
export const eksVersionSupported = cloudRule(
  {
    id: 'reliability/eks-version-supported',
    title: 'The Kubernetes version of an EKS cluster is still supported',
    why: 'When even extended support has ended, EKS upgrades the control plane on a day of its own choosing, and nodes of that version cannot be made any more.',
    severity: 'high',
    remedy:
      'Raise kubernetesVersion in cluster.yaml one minor version at a time; in Terraform version of the cluster, then of its node groups.',
    references: numbers({ checkov: 'CKV_AWS_339' }),
  },
  {
    pass: { aws_eks_cluster: { main: { version: '1.35' } } },
    fail: { aws_eks_cluster: { main: { version: '1.28' } } },
  },
  Object.fromEntries(
    TYPES.map((type) => [
      type,
      (resource, { today }) => {
        const value = resource.get('version');
        // A node group follows its cluster by reference, and an unset version means the newest.
        if (value.state === 'reference' || value.state === 'default') return pass;
        const support = value.state === 'known' && !value.sensitive ? eksSupport(String(value.value)) : undefined;
        if (value.state === 'known' && support === undefined)
          return unknown(
            `version ${show(value.value)} is not in the table of support dates of ${EKS_SUPPORT_READ}`,
            'version',
          );
        return judge(value, 'version', (version) => {
          if (support === 'ended') return `version ${show(version)} has left all support`;
          return support !== undefined && support.extended < today
            ? `version ${show(version)} has left all support on ${support.extended}`
            : undefined;
        });
      },
    ]),
  ),
);
