import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { Eip } from '@cdktf/provider-aws/lib/eip';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { Construct, type IConstruct } from 'constructs';
import { subnetCidr } from '../private/cidr';
import { invalidProp } from '../private/errors';
import { FlowLogs } from './flow-logs';
import { ExistingEksNetwork, ImportedEksNetwork } from './imported-network';
import { RegistryEndpoints } from './registry-endpoints';
import { privateSubnetName } from './subnet-name';

/** The private side of a VPC, where nodes and file systems are. */
export interface IEksNetwork extends IConstruct {
  /** Identifier of the VPC. */
  readonly vpcId: string;
  /** Addresses of the VPC. */
  readonly cidr: string;
  /** Zones of the private subnets. */
  readonly zones: string[];
  /** Identifiers of the private subnets, in the order of `zones`. */
  readonly privateSubnetIds: string[];
}

/** What lets a caller find a network that `EksNetwork` made in another stack. */
export interface EksNetworkAttributes {
  /** Name of the network. */
  readonly networkName: string;
  /** Zones of its private subnets. */
  readonly zones: string[];
  /** Addresses of the network. */
  readonly cidr: string;
}

/** A network that hubfleet did not make. Its private subnets need a way out, by NAT or a transit gateway. */
export interface ExistingEksNetworkAttributes {
  /** Identifier of the VPC. */
  readonly vpcId: string;
  /** Addresses of the VPC. */
  readonly cidr: string;
  /** Identifier of the private subnet of each zone, two zones at least. */
  readonly privateSubnetIds: Record<string, string>;
}

/** Properties of `EksNetwork`. */
export interface EksNetworkProps {
  /** Name of the network and prefix of its parts; subnets are found again by it. */
  readonly networkName: string;
  /** Region of the network, for example `us-west-2`. */
  readonly region: string;
  /** Availability zones, two at least: the control plane asks for them. */
  readonly zones: string[];
  /**
   * Addresses of the network; a /16 leaves room for one address per pod.
   * @default '10.0.0.0/16'
   */
  readonly cidr?: string;
  /**
   * Whether each zone has a NAT gateway of its own, so that the loss of one zone leaves the others a way out. Each
   * costs as much as a small node.
   * @default false - one for all
   */
  readonly natPerZone?: boolean;
  /**
   * Which connections are written down.
   * @default FlowLogs.rejected(30)
   */
  readonly flowLogs?: FlowLogs;
  /**
   * Whether images of ECR come through endpoints of the network's own, not through NAT.
   * @default false
   */
  readonly registryEndpoints?: boolean;
}

/**
 * A VPC with private subnets for nodes and public subnets for load balancers.
 *
 * S3 is reached through a gateway endpoint, which is free where NAT charges per GB; the default security group is
 * closed.
 */
export class EksNetwork extends Construct implements IEksNetwork {
  /** A network that another stack made with `EksNetwork`, found by its name when Terraform plans. */
  public static fromEksNetworkAttributes(scope: Construct, id: string, attributes: EksNetworkAttributes): IEksNetwork {
    return new ImportedEksNetwork(scope, id, attributes);
  }

  /** A network that hubfleet did not make, named by its identifiers. */
  public static fromExisting(scope: Construct, id: string, attributes: ExistingEksNetworkAttributes): IEksNetwork {
    return new ExistingEksNetwork(scope, id, attributes);
  }

  /** Name of the private subnet of a zone. */
  public static privateSubnetName(networkName: string, zone: string): string {
    return privateSubnetName(networkName, zone);
  }

  public readonly vpcId: string;
  public readonly cidr: string;
  public readonly privateSubnetIds: string[];
  public readonly zones: string[];

  constructor(scope: Construct, id: string, props: EksNetworkProps) {
    super(scope, id);
    const { networkName, region, zones, cidr = '10.0.0.0/16', natPerZone = false } = props;
    if (zones.length < 2) {
      throw invalidProp(this, 'zones', `must name at least 2, got ${zones.length}`, `add a zone of ${region}`);
    }
    const vpc = new Vpc(this, 'Vpc', {
      cidrBlock: cidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: { Name: networkName },
    });
    new DefaultSecurityGroup(this, 'DefaultSecurityGroup', { vpcId: vpc.id, tags: { Name: `${networkName}-closed` } });
    const gateways = this.publicSide(networkName, vpc, zones, cidr, natPerZone ? zones.length : 1);
    const tables = gateways.map((nat, index) => this.privateTable(networkName, vpc, nat, index ? zones[index] : ''));
    new VpcEndpoint(this, 'S3Endpoint', {
      vpcId: vpc.id,
      serviceName: `com.amazonaws.${region}.s3`,
      vpcEndpointType: 'Gateway',
      routeTableIds: tables.map((table) => table.id),
      tags: { Name: `${networkName}-s3` },
    });
    this.vpcId = vpc.id;
    this.cidr = cidr;
    this.privateSubnetIds = zones.map((zone, index) => {
      const tags = { Name: privateSubnetName(networkName, zone), 'kubernetes.io/role/internal-elb': '1' };
      return this.subnet(`Private-${zone}`, vpc, zone, subnetCidr(cidr, 3, index), tags, tables[index] ?? tables[0]).id;
    });
    this.zones = [...zones];
    (props.flowLogs ?? FlowLogs.rejected(30))._create(this, networkName, vpc.id);
    if (props.registryEndpoints) new RegistryEndpoints(this, 'RegistryEndpoints', networkName, region, this);
  }

  private privateTable(networkName: string, vpc: Vpc, nat: NatGateway, zone = ''): RouteTable {
    const end = zone && `-${zone}`;
    const tags = { Name: `${networkName}-private${end}` };
    const table = new RouteTable(this, `PrivateRoutes${end}`, { vpcId: vpc.id, tags });
    new Route(this, `PrivateDefaultRoute${end}`, {
      routeTableId: table.id,
      destinationCidrBlock: '0.0.0.0/0',
      natGatewayId: nat.id,
    });
    return table;
  }

  private publicSide(networkName: string, vpc: Vpc, zones: string[], cidr: string, gateways: number): NatGateway[] {
    const gateway = new InternetGateway(this, 'InternetGateway', { vpcId: vpc.id, tags: { Name: networkName } });
    const table = new RouteTable(this, 'PublicRoutes', { vpcId: vpc.id, tags: { Name: `${networkName}-public` } });
    new Route(this, 'PublicDefaultRoute', {
      routeTableId: table.id,
      destinationCidrBlock: '0.0.0.0/0',
      gatewayId: gateway.id,
    });
    const subnets = zones.map((zone, index) => {
      // The last eighth of the network, cut small: only load balancers and NAT gateways live here.
      const part = subnetCidr(subnetCidr(cidr, 3, 7), 3, index);
      const tags = { Name: `${networkName}-public-${zone}`, 'kubernetes.io/role/elb': '1' };
      return this.subnet(`Public-${zone}`, vpc, zone, part, tags, table);
    });
    return subnets.slice(0, gateways).map((subnet, index) => {
      const end = index ? `-${zones[index]}` : '';
      const address = new Eip(this, `NatAddress${end}`, { domain: 'vpc', tags: { Name: `${networkName}-nat${end}` } });
      return new NatGateway(this, `Nat${end}`, {
        allocationId: address.id,
        subnetId: subnet.id,
        tags: { Name: `${networkName}${end}` },
        dependsOn: [gateway],
      });
    });
  }

  private subnet(
    id: string,
    vpc: Vpc,
    zone: string,
    cidrBlock: string,
    tags: Record<string, string>,
    table: RouteTable | undefined,
  ): Subnet {
    const scope = new Construct(this, id);
    const subnet = new Subnet(scope, 'Subnet', {
      vpcId: vpc.id,
      availabilityZone: zone,
      mapPublicIpOnLaunch: false,
      cidrBlock,
      tags,
    });
    new RouteTableAssociation(scope, 'Routes', { subnetId: subnet.id, routeTableId: table?.id ?? '' });
    return subnet;
  }
}
