import { hiddenElements, openRange, seeList } from '../../cidr';
import type { Block, Resource } from '../../resource';
import type { RuleContext } from '../../rule';
import { all, asBoolean, fail, pass, see, unknown, type Verdict, within } from '../../verdict';
import { cloudRule, numbers } from '../cloud-rule';
import { requireCompanion } from '../companion-rule';

/** Connections are written down. */
export const vpcFlowLogs = cloudRule(
  {
    id: 'security/vpc-flow-logs',
    title: 'A VPC writes flow logs',
    why: 'They say afterwards what talked to what; logs of what was rejected are small.',
    severity: 'low',
    strict: true,
    remedy:
      'Networks made by hubfleet write what was rejected. In Terraform add an aws_flow_log with vpc_id of the network.',
    references: numbers({ checkov: 'CKV2_AWS_11', trivy: 'AWS-0178' }),
  },
  {
    pass: {
      aws_vpc: { main: { cidr_block: '10.0.0.0/16' } },
      aws_flow_log: { main: { vpc_id: '${aws_vpc.main.id}', traffic_type: 'REJECT' } },
    },
    fail: { aws_vpc: { main: { cidr_block: '10.0.0.0/16' } } },
  },
  {
    aws_vpc: (vpc, { resources }) =>
      requireCompanion(
        resources.companions(vpc, 'aws_flow_log', 'vpc_id', ['id']),
        'no aws_flow_log names the network',
      ),
  },
);

function defaultGroup(vpc: Resource, { resources }: RuleContext): Verdict {
  const groups = resources.companions(vpc, 'aws_default_security_group', 'vpc_id', ['id']);
  const missing = requireCompanion(groups, 'no aws_default_security_group closes the group that AWS opens');
  if (missing.length > 0) return missing;
  const open = groups.found.some((group) => ['ingress', 'egress'].some((path) => group.blocks(path).length > 0));
  return open ? fail('aws_default_security_group of the network lets traffic through') : pass;
}

/** The group that machines get unasked lets nothing through. */
export const defaultSecurityGroup = cloudRule(
  {
    id: 'security/default-security-group',
    title: 'The default security group of a VPC lets nothing through',
    why: 'Whatever is started without a group of its own lands in it, and unless closed all of them reach each other and the internet.',
    severity: 'medium',
    remedy:
      'Networks made by hubfleet close it. In Terraform add aws_default_security_group { vpc_id } without ingress and egress.',
    references: numbers({ checkov: 'CKV2_AWS_12', trivy: 'AWS-0173' }),
  },
  {
    pass: {
      aws_vpc: { main: { cidr_block: '10.0.0.0/16' } },
      aws_default_security_group: { closed: { vpc_id: '${aws_vpc.main.id}' } },
    },
    fail: { aws_vpc: { main: { cidr_block: '10.0.0.0/16' } } },
  },
  { aws_vpc: defaultGroup },
);

function openEverything(rule: Block, lists: readonly string[], protocolPath: string, way: string): Verdict {
  const protocol = see(rule.get(protocolPath));
  if (protocol.seen && !['-1', 'all'].includes(String(protocol.value))) return pass;
  return all(
    ...lists.map((path) => {
      const ranges = seeList(rule, path);
      const open = openRange(ranges.values);
      if (open === undefined) return hiddenElements(ranges, rule, path);
      const attribute = within(rule, path);
      return protocol.seen
        ? fail(`${attribute} holds ${open}, which lets everything ${way}`, attribute)
        : unknown(`${within(rule, protocolPath)} cannot be checked: it ${protocol.reason}`, within(rule, protocolPath));
    }),
  );
}

const OUT = 'out to the whole internet';
const CLASSIC = ['cidr_blocks', 'ipv6_cidr_blocks'];

/** Machines reach what they need. */
export const openEgress = cloudRule(
  {
    id: 'security/open-egress',
    title: 'Security groups name what may be reached from inside',
    why: 'Data leaves by open doors too. Nodes for notebooks most often need them open, so this is for groups of storage and endpoints.',
    severity: 'medium',
    strict: true,
    remedy:
      'Name ports and networks in the egress rules; groups made by hubfleet have none. Where users need the internet, waive it.',
    references: numbers({ checkov: 'CKV_AWS_382', trivy: 'AWS-0104' }),
  },
  {
    pass: { aws_vpc_security_group_egress_rule: { out: { cidr_ipv4: '10.0.0.0/16', ip_protocol: '-1' } } },
    fail: { aws_vpc_security_group_egress_rule: { out: { cidr_ipv4: '0.0.0.0/0', ip_protocol: '-1' } } },
  },
  {
    aws_vpc_security_group_egress_rule: (rule) => openEverything(rule, ['cidr_ipv4', 'cidr_ipv6'], 'ip_protocol', OUT),
    aws_security_group: (group) =>
      group.blocks('egress').flatMap((block) => openEverything(block, CLASSIC, 'protocol', OUT)),
    aws_security_group_rule: (rule) => {
      const kind = see(rule.get('type'));
      return kind.seen && kind.value !== 'egress' ? pass : openEverything(rule, CLASSIC, 'protocol', OUT);
    },
  },
);

const IN = 'in from the whole internet';
const ACL = ['cidr_block', 'ipv6_cidr_block'];

function allowed(entry: Block, action: string): Verdict {
  const sight = see(entry.get(action));
  return sight.seen && sight.value !== 'allow' ? pass : openEverything(entry, ACL, 'protocol', IN);
}

/** The second line is a line. */
export const networkAclOpen = cloudRule(
  {
    id: 'security/network-acl-open',
    title: 'A network ACL does not let everything in',
    why: 'Who writes an ACL wants a second line behind the security groups; one that allows all is none.',
    severity: 'medium',
    strict: true,
    remedy:
      'Name the ports and networks in the ingress entries of the ACL, or remove it and leave the default one alone.',
    references: numbers({ checkov: 'CKV_AWS_352', trivy: 'AWS-0102 AWS-0105' }),
  },
  {
    pass: { aws_network_acl_rule: { web: { rule_action: 'allow', cidr_block: '10.0.0.0/16', protocol: '-1' } } },
    fail: { aws_network_acl_rule: { web: { rule_action: 'allow', cidr_block: '0.0.0.0/0', protocol: '-1' } } },
  },
  {
    aws_network_acl: (acl) => acl.blocks('ingress').flatMap((entry) => allowed(entry, 'action')),
    aws_network_acl_rule: (rule) => {
      const egress = see(rule.get('egress'));
      return egress.seen && asBoolean(egress.value) === true ? pass : allowed(rule, 'rule_action');
    },
  },
);
