import type { Resource } from '../../resource';
import { fail, pass, requireFlag, type Verdict } from '../../verdict';
import { isGiven, requireSet } from '../attribute-rule';
import { cloudRule, numbers } from '../cloud-rule';

const GROUP = 'aws_eks_node_group';
const GROUPS = 'remote_access.source_security_group_ids';

function ssh(group: Resource): Verdict {
  if (group.get('remote_access.ec2_ssh_key').state === 'default') return pass;
  return requireSet(group, GROUPS, 'so EKS opens port 22 of the nodes to the internet');
}

/** SSH to nodes is not for everybody. */
export const eksNodeSsh = cloudRule(
  {
    id: 'security/eks-node-ssh',
    title: 'SSH to nodes of an EKS cluster is open to named security groups only',
    why: 'With a key and without groups EKS itself makes a security group that lets the whole internet try port 22.',
    severity: 'high',
    remedy:
      'Pools made by hubfleet have no SSH; use Session Manager. In Terraform remove remote_access, or set remote_access { source_security_group_ids }.',
    references: numbers({ checkov: 'CKV_AWS_100' }),
  },
  {
    pass: {
      [GROUP]: {
        users: { remote_access: { ec2_ssh_key: 'ops', source_security_group_ids: ['sg-0123456789abcdef0'] } },
      },
    },
    fail: { [GROUP]: { users: { remote_access: { ec2_ssh_key: 'ops' } } } },
  },
  { [GROUP]: ssh },
);

function launchTemplate(group: Resource): Verdict {
  const names = ['launch_template.id', 'launch_template.name'];
  if (names.some((path) => isGiven(group.get(path)))) return pass;
  const unseen = names.find((path) => group.get(path).state === 'unknown');
  return requireSet(
    group,
    unseen ?? 'launch_template.id',
    'so EKS makes one that lets pods ask for the credentials of their node and leaves disks to the settings of the account',
  );
}

/** Somebody decided how nodes are made. */
export const eksNodeLaunchTemplate = cloudRule(
  {
    id: 'security/eks-node-launch-template',
    title: 'A node group of EKS has a launch template',
    why: 'Token and hop limit of the metadata service, and the encryption of disks, can be set nowhere else.',
    severity: 'medium',
    remedy:
      'Pools made by hubfleet have one. In Terraform set launch_template { id = aws_launch_template.…, version } with metadata_options and encrypted block_device_mappings.',
  },
  {
    pass: { [GROUP]: { users: { launch_template: { id: 'lt-0123456789abcdef0', version: '1' } } } },
    fail: { [GROUP]: { users: { instance_types: ['r5.xlarge'] } } },
  },
  { [GROUP]: launchTemplate },
);

const PUBLIC = 'associate_public_ip_address';

/** Machines have no public address. */
export const nodePublicAddress = cloudRule(
  {
    id: 'security/node-public-address',
    title: 'Machines are not given public addresses',
    why: 'A node with a public address is reached from the internet as soon as one rule is too wide, and the address is billed.',
    severity: 'high',
    remedy:
      'Pools made by hubfleet have none. In Terraform remove associate_public_ip_address, on Google Cloud the access_config of network_interface.',
    references: numbers({ eks: '5.4.3' }),
  },
  {
    pass: { aws_launch_template: { nodes: { network_interfaces: [{ [PUBLIC]: 'false' }] } } },
    fail: { aws_launch_template: { nodes: { network_interfaces: [{ [PUBLIC]: 'true' }] } } },
  },
  {
    aws_launch_template: (template) =>
      template
        .blocks('network_interfaces')
        .flatMap((card) => (card.get(PUBLIC).state === 'default' ? pass : requireFlag(card, PUBLIC, false))),
    aws_instance: (machine) => (machine.get(PUBLIC).state === 'default' ? pass : requireFlag(machine, PUBLIC, false)),
    google_compute_instance: (machine) =>
      machine
        .blocks('network_interface')
        .flatMap((card) =>
          card.get('access_config').state === 'default'
            ? pass
            : fail(`${card.at}.access_config gives the machine a public address`, `${card.at}.access_config`),
        ),
  },
);
