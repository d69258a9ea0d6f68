import type { Resource } from '../../resource';
import type { RuleContext } from '../../rule';
import type { Value } from '../../value';
import { fail, pass, see, unknown, type Verdict } from '../../verdict';
import { isGiven } from '../attribute-rule';
import { cloudRule, numbers } from '../cloud-rule';

const NAT = 'aws_nat_gateway';
const VPC = { cidr_block: '10.0.0.0/16' };
const inVpc = (name: string) => ({ vpc_id: `\${aws_vpc.${name}.id}` });
const inSubnet = (name: string) => ({ subnet_id: `\${aws_subnet.${name}.id}`, allocation_id: 'eipalloc-0a1b' });

interface Gateways {
  readonly found: readonly Resource[];
  /** Further ones that may stand in this network. */
  readonly unclear: number;
}

/** Gateways in the subnets of a network. */
function gatewaysOf(vpc: Resource, { resources }: RuleContext): Gateways {
  const subnets = resources.companions(vpc, 'aws_subnet', 'vpc_id', ['id']);
  const inside = subnets.found.map((subnet) => resources.companions(subnet, NAT, 'subnet_id', ['id']));
  const found = [...new Set(inside.flatMap((each) => each.found))];
  const stray = inside[0]?.unclear.length ?? 0;
  const unseen = subnets.unclear.length > 0 ? resources.ofType(NAT, vpc.stack).length - found.length : stray;
  return { found, unclear: unseen };
}

function natGateways(vpc: Resource, context: RuleContext): Verdict {
  const { found, unclear } = gatewaysOf(vpc, context);
  if (found.length > 1)
    return fail(`${found.length} NAT gateways stand in the network, each costs about $33 a month before traffic`);
  return found.length + unclear > 1
    ? unknown('the subnets of NAT gateways cannot be seen, so they cannot be counted')
    : pass;
}

/** One way out is enough for most. */
export const natGateway = cloudRule(
  {
    id: 'cost/nat-gateways',
    title: 'A VPC has one NAT gateway',
    why: 'One per zone is right where an hour without internet costs more than the gateways do. For hubs whose nodes stand in one zone it is not.',
    severity: 'medium',
    remedy:
      'Leave out natPerZone of EksNetwork. In Terraform route all private subnets through one aws_nat_gateway. Where each zone must stand alone, waive it.',
  },
  {
    pass: {
      aws_vpc: { one: VPC, two: VPC },
      aws_subnet: { one: inVpc('one'), two: inVpc('two') },
      [NAT]: { one: inSubnet('one'), two: inSubnet('two') },
    },
    fail: {
      aws_vpc: { one: VPC },
      aws_subnet: { a: inVpc('one'), b: inVpc('one') },
      [NAT]: { a: inSubnet('a'), b: inSubnet('b') },
    },
  },
  { aws_vpc: natGateways },
);

function s3Endpoint(vpc: Resource, context: RuleContext): Verdict {
  const { found, unclear } = gatewaysOf(vpc, context);
  if (found.length + unclear === 0) return pass;
  const endpoints = context.resources.companions(vpc, 'aws_vpc_endpoint', 'vpc_id', ['id']);
  const services = [...endpoints.found, ...endpoints.unclear].filter(isGateway).map((each) => each.get('service_name'));
  if (endpoints.found.length > 0 && services.some((service) => /\.s3$/.test(textOf(service) ?? ''))) return pass;
  const missing = 'no aws_vpc_endpoint of type Gateway leads to S3, so its traffic is billed by the NAT gateway';
  const isHidden = services.some((service) => textOf(service) === undefined) || endpoints.unclear.length > 0;
  return isHidden || found.length === 0
    ? unknown(`whether there is a gateway endpoint for S3 cannot be seen`)
    : fail(missing);
}

function isGateway(endpoint: Resource): boolean {
  const kind = see(endpoint.get('vpc_endpoint_type'));
  return !kind.seen || kind.value === 'Gateway';
}

/** The literal or the template, whose end is enough. */
function textOf(value: Value): string | undefined {
  if (value.state === 'known' || value.state === 'default') return String(value.value ?? '');
  return value.state === 'unknown' ? value.template : undefined;
}

/** S3 is reached for free. */
export const s3GatewayEndpoint = cloudRule(
  {
    id: 'cost/s3-gateway-endpoint',
    title: 'A VPC with NAT reaches S3 through a gateway endpoint',
    why: 'The endpoint is free; through NAT each gigabyte of data and of image layers costs $0.045.',
    severity: 'medium',
    remedy:
      'Networks made by hubfleet have one. In Terraform add aws_vpc_endpoint { service_name = "com.amazonaws.<region>.s3", vpc_endpoint_type = "Gateway", route_table_ids }.',
  },
  {
    pass: {
      aws_vpc: { main: VPC },
      aws_subnet: { main: inVpc('main') },
      [NAT]: { main: inSubnet('main') },
      aws_vpc_endpoint: {
        s3: { ...inVpc('main'), service_name: 'com.amazonaws.eu-west-1.s3', vpc_endpoint_type: 'Gateway' },
      },
    },
    fail: { aws_vpc: { main: VPC }, aws_subnet: { main: inVpc('main') }, [NAT]: { main: inSubnet('main') } },
  },
  { aws_vpc: s3Endpoint },
);

const OWN = ['instance', 'network_interface'];
const USERS: Readonly<Record<string, readonly (readonly [type: string, path: string])[]>> = {
  aws_eip: [
    [NAT, 'allocation_id'],
    [NAT, 'secondary_allocation_ids'],
    ['aws_eip_association', 'allocation_id'],
    ['aws_lb', 'subnet_mapping'],
  ],
  google_compute_address: [
    ['google_compute_router_nat', 'nat_ips'],
    ['google_compute_forwarding_rule', 'ip_address'],
    ['google_compute_instance', 'network_interface'],
  ],
  google_compute_global_address: [['google_compute_global_forwarding_rule', 'ip_address']],
};

function address(resource: Resource, { resources }: RuleContext): Verdict {
  const kind = see(resource.get('address_type'));
  const purpose = see(resource.get('purpose'));
  if ((kind.seen && kind.value === 'INTERNAL') || (purpose.seen && purpose.value === 'VPC_PEERING')) return pass;
  if (OWN.some((path) => isGiven(resource.get(path)))) return pass;
  const users = (USERS[resource.type] ?? []).map(([type, path]) => resources.companions(resource, type, path, ['id']));
  // Load balancers of a chart take their address from its values.
  const named = resources.companions(resource, 'helm_release', 'values', []).found;
  if (named.length > 0 || users.some(({ found }) => found.length > 0)) return pass;
  const hidden = users.flatMap(({ unclear }) => unclear)[0] ?? OWN.map((path) => resource.get(path)).find(isHidden);
  return hidden === undefined
    ? fail('nothing uses the address, and it is billed by the hour')
    : unknown('what uses the address cannot be seen');
}

function isHidden({ state }: Value): boolean {
  return state === 'unknown';
}

/** Addresses are in use. */
export const unusedAddress = cloudRule(
  {
    id: 'cost/unused-address',
    title: 'Every public address is in use',
    why: 'An address that nothing uses costs about as much as one that is used, and is easily forgotten.',
    severity: 'low',
    remedy: 'Remove the address, or name what uses it in the same stack.',
    references: numbers({ checkov: 'CKV2_AWS_19' }),
  },
  {
    pass: {
      aws_eip: { nat: { domain: 'vpc' } },
      [NAT]: { main: { allocation_id: '${aws_eip.nat.id}', subnet_id: 'subnet-0a1b' } },
    },
    fail: { aws_eip: { old: { domain: 'vpc' } } },
  },
  Object.fromEntries(Object.keys(USERS).map((type) => [type, address])),
);
