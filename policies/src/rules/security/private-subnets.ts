import type { Rule } from '../../rule';
import { requireFlag } from '../../verdict';

/** Machines get no public address by accident. */
export const privateSubnets: Rule = {
  id: 'security/private-subnets',
  title: 'Subnets give no public addresses to machines on their own',
  why: 'Nodes in such a subnet are on the internet without anybody having asked for it. NAT gateways and load balancers do not need it.',
  severity: 'high',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy: 'Networks made by hubfleet leave it off. In Terraform remove map_public_ip_on_launch or set it to false.',
  references: [
    { source: 'CIS EKS 1.8.0', id: '5.4.3' },
    { source: 'checkov', id: 'CKV_AWS_130' },
    { source: 'trivy', id: 'AWS-0164' },
  ],
  examples: {
    pass: {
      terraform: { resource: { aws_subnet: { nodes: { cidr_block: '10.0.1.0/24', map_public_ip_on_launch: false } } } },
    },
    fail: {
      terraform: { resource: { aws_subnet: { nodes: { cidr_block: '10.0.1.0/24', map_public_ip_on_launch: true } } } },
    },
  },
  checks: { aws_subnet: (subnet) => requireFlag(subnet, 'map_public_ip_on_launch', false) },
};
