import { hiddenElements, openRange, ports, seeList } from '../../cidr';
import type { Block, Resource } from '../../resource';
import type { Rule } from '../../rule';
import { all, asBoolean, asNumber, fail, pass, see, unknown, type Verdict, within } from '../../verdict';

const WEB_PORTS = [80, 443];

/** Judges sources of one rule when its ports are not only those of the web. */
function awsRule(rule: Block, lists: readonly string[], protocolPath: string): Verdict {
  const [from, to, protocol] = ['from_port', 'to_port', protocolPath].map((path) => see(rule.get(path)));
  const number = (sight: typeof from) => (sight?.seen ? asNumber(sight.value) : undefined);
  const name = protocol?.seen ? String(protocol.value ?? '') || undefined : undefined;
  if (isWeb(number(from), number(to), name)) return pass;
  return all(...lists.map((path) => sources(rule, path, ports(number(from), number(to), name))));
}

function isWeb(from: number | undefined, to: number | undefined, protocol: string | undefined): boolean {
  return from !== undefined && from === to && WEB_PORTS.includes(from) && (protocol === 'tcp' || protocol === '6');
}

function sources(rule: Block, path: string, opened: string): Verdict {
  const ranges = seeList(rule, path);
  const open = openRange(ranges.values);
  const attribute = within(rule, path);
  if (open !== undefined) return fail(`${attribute} holds ${open}, which opens ${opened} to the internet`, attribute);
  return hiddenElements(ranges, rule, path);
}

function ruleResource(resource: Resource): Verdict {
  const kind = see(resource.get('type'));
  if (kind.seen && kind.value !== 'ingress') return pass;
  const verdict = awsRule(resource, ['cidr_blocks', 'ipv6_cidr_blocks'], 'protocol');
  return kind.seen || verdict.length === 0 ? verdict : unknown(`type cannot be checked: it ${kind.reason}`, 'type');
}

const group = (resource: Resource): Verdict =>
  resource.blocks('ingress').flatMap((block) => awsRule(block, ['cidr_blocks', 'ipv6_cidr_blocks'], 'protocol'));

function firewall(resource: Resource): Verdict {
  const [direction, disabled] = [see(resource.get('direction')), see(resource.get('disabled'))];
  if (direction.seen && direction.value === 'EGRESS') return pass;
  if (disabled.seen && asBoolean(disabled.value) === true) return pass;
  const opened = resource.blocks('allow').filter((allow) => !isWebOnly(allow));
  if (opened.length === 0) return pass;
  const isNarrowed = ['source_tags', 'source_service_accounts'].some((path) => resource.get(path).state !== 'default');
  if (resource.get('source_ranges').state === 'default') {
    return isNarrowed ? pass : fail('it names no sources, which means 0.0.0.0/0', 'source_ranges');
  }
  return sources(resource, 'source_ranges', 'ports beside 80 and 443');
}

function isWebOnly(allow: Block): boolean {
  const protocol = see(allow.get('protocol'));
  const { values, hidden } = seeList(allow, 'ports');
  const isTcp = protocol.seen && /^(?:tcp|6)$/i.test(String(protocol.value));
  return isTcp && hidden.length === 0 && values.length > 0 && values.every((port) => WEB_PORTS.includes(Number(port)));
}

/** Only the web ports are open to the internet. */
export const openIngress: Rule = {
  id: 'security/open-ingress',
  title: 'Nothing but ports 80 and 443 is open to the whole internet',
  why: 'Open ports of nodes and storage are found within minutes. Hubs are reached through a load balancer on the web ports.',
  severity: 'critical',
  category: 'security',
  stages: ['synth', 'plan'],
  remedy:
    'Name the networks or security groups that may come in: cidr_ipv4 = "10.0.0.0/16" or referenced_security_group_id on AWS, source_ranges or source_tags on Google Cloud.',
  references: [
    { source: 'CIS GKE 1.9.0', id: '5.6.6' },
    { source: 'checkov', id: 'CKV_AWS_24' },
    { source: 'checkov', id: 'CKV_AWS_25' },
    { source: 'checkov', id: 'CKV_AWS_260' },
    { source: 'checkov', id: 'CKV_AWS_277' },
    { source: 'checkov', id: 'CKV2_GCP_12' },
    { source: 'checkov', id: 'CKV_GCP_2' },
    { source: 'checkov', id: 'CKV_GCP_3' },
    { source: 'checkov', id: 'CKV_GCP_88' },
    { source: 'checkov', id: 'CKV_GCP_106' },
    { source: 'trivy', id: 'AWS-0107' },
    { source: 'trivy', id: 'GCP-0027' },
    { source: 'trivy', id: 'GCP-0070' },
    { source: 'trivy', id: 'GCP-0071' },
    { source: 'trivy', id: 'GCP-0072' },
    { source: 'trivy', id: 'GCP-0074' },
  ],
  examples: {
    pass: {
      terraform: {
        resource: {
          aws_vpc_security_group_ingress_rule: {
            nfs: { cidr_ipv4: '10.0.0.0/16', from_port: 2049, to_port: 2049, ip_protocol: 'tcp' },
          },
        },
      },
    },
    fail: {
      terraform: {
        resource: {
          aws_vpc_security_group_ingress_rule: {
            ssh: { cidr_ipv4: '0.0.0.0/0', from_port: 22, to_port: 22, ip_protocol: 'tcp' },
          },
        },
      },
    },
  },
  checks: {
    aws_security_group: group,
    aws_default_security_group: group,
    aws_security_group_rule: ruleResource,
    aws_vpc_security_group_ingress_rule: (rule) => awsRule(rule, ['cidr_ipv4', 'cidr_ipv6'], 'ip_protocol'),
    google_compute_firewall: firewall,
  },
};
