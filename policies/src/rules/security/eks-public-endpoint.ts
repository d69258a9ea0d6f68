import { hiddenElements, openRange, seeList } from '../../cidr';
import type { Resource } from '../../resource';
import type { Rule } from '../../rule';
import { asBoolean, fail, pass, see, unknown, type Verdict } from '../../verdict';

const ACCESS = 'vpc_config.endpoint_public_access';
const CIDRS = 'vpc_config.public_access_cidrs';

function judge(cluster: Resource): Verdict {
  const access = see(cluster.get(ACCESS));
  if (access.seen && asBoolean(access.value) === false) return pass;
  const ranges = seeList(cluster, CIDRS);
  const open = openRange(ranges.values);
  if (open !== undefined && !access.seen) return unknown(`${ACCESS} cannot be checked: it ${access.reason}`, ACCESS);
  if (open !== undefined) {
    const got = ranges.isDefault ? 'is not set, which means 0.0.0.0/0' : `holds ${open}`;
    return fail(`the API server is open to the internet: ${CIDRS} ${got}`, CIDRS);
  }
  return hiddenElements(ranges, cluster, CIDRS);
}

/** The API server of an EKS cluster answers to named networks only. */
export const eksPublicEndpoint: Rule = {
  id: 'security/eks-public-endpoint',
  title: 'The API server of an EKS cluster is not open to the whole internet',
  why: 'Left alone, EKS puts the API server on the internet for everybody; one leaked token or one unpatched flaw is then enough.',
  severity: 'critical',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy:
    'List the networks that need it under controlPlane.allowedCidrs in cluster.yaml. In Terraform set vpc_config { public_access_cidrs = ["203.0.113.0/24"] }, or endpoint_public_access = false.',
  references: [
    { source: 'CIS EKS 1.8.0', id: '5.4.1' },
    { source: 'checkov', id: 'CKV_AWS_38' },
    { source: 'trivy', id: 'AWS-0041' },
  ],
  examples: {
    pass: {
      terraform: {
        resource: {
          aws_eks_cluster: { main: { name: 'main', vpc_config: { public_access_cidrs: ['203.0.113.0/24'] } } },
        },
      },
    },
    fail: {
      terraform: {
        resource: { aws_eks_cluster: { main: { name: 'main', vpc_config: { endpoint_private_access: true } } } },
      },
    },
  },
  checks: { aws_eks_cluster: judge },
};
