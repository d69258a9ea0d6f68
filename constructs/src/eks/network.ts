import { DataAwsSubnet } from '@cdktf/provider-aws/lib/data-aws-subnet';
import { DataAwsVpc } from '@cdktf/provider-aws/lib/data-aws-vpc';
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

class ImportedEksNetwork extends Construct implements IEksNetwork {
  public readonly vpcId: string;
  public readonly cidr: string;
  public readonly zones: string[];
  public readonly privateSubnetIds: string[];

  constructor(scope: Construct, id: string, { networkName, zones, cidr }: EksNetworkAttributes) {
    super(scope, id);
    const vpc = new DataAwsVpc(this, 'Vpc', { tags: { Name: networkName } });
    this.vpcId = vpc.id;
    this.cidr = cidr;
    this.zones = [...zones];
    this.privateSubnetIds = zones.map(
      (zone) =>
        new DataAwsSubnet(this, `Private-${zone}`, {
          vpcId: vpc.id,
          tags: { Name: EksNetwork.privateSubnetName(networkName, zone) },
        }).id,
    );
  }
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
}

/**
 * A VPC with private subnets for nodes and public subnets for load balancers.
 *
 * One NAT gateway serves all zones: hubs keep their disks and users in one zone, and each further gateway costs as
 * much as a small node. S3 is reached through a gateway endpoint, which is free where NAT charges per GB.
 */
export class EksNetwork extends Construct implements IEksNetwork {
  /** A network that another stack made with `EksNetwork`, found by its name when Terraform plans. */
  public static fromEksNetworkAttributes(scope: Construct, id: string, attributes: EksNetworkAttributes): IEksNetwork {
    return new ImportedEksNetwork(scope, id, attributes);
  }

  /** Name of the private subnet of a zone. */
  public static privateSubnetName(networkName: string, zone: string): string {
    return `${networkName}-private-${zone}`;
  }

  public readonly vpcId: string;
  public readonly cidr: string;
  public readonly privateSubnetIds: string[];
  public readonly zones: string[];

  constructor(scope: Construct, id: string, props: EksNetworkProps) {
    super(scope, id);
    const { networkName, region, zones, cidr = '10.0.0.0/16' } = props;
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
    const nat = this.publicSide(networkName, vpc, zones, cidr);
    const table = new RouteTable(this, 'PrivateRoutes', { vpcId: vpc.id, tags: { Name: `${networkName}-private` } });
    new Route(this, 'PrivateDefaultRoute', {
      routeTableId: table.id,
      destinationCidrBlock: '0.0.0.0/0',
      natGatewayId: nat.id,
    });
    new VpcEndpoint(this, 'S3Endpoint', {
      vpcId: vpc.id,
      serviceName: `com.amazonaws.${region}.s3`,
      vpcEndpointType: 'Gateway',
      routeTableIds: [table.id],
      tags: { Name: `${networkName}-s3` },
    });
    const subnets = this.subnets('Private', vpc, zones, table, (zone, index) => ({
      cidrBlock: subnetCidr(cidr, 3, index),
      tags: { Name: EksNetwork.privateSubnetName(networkName, zone), 'kubernetes.io/role/internal-elb': '1' },
    }));
    this.vpcId = vpc.id;
    this.cidr = cidr;
    this.privateSubnetIds = subnets.map((subnet) => subnet.id);
    this.zones = [...zones];
  }

  private publicSide(networkName: string, vpc: Vpc, zones: string[], cidr: string): NatGateway {
    const gateway = new InternetGateway(this, 'InternetGateway', { vpcId: vpc.id, tags: { Name: networkName } });
    const table = new RouteTable(this, 'PublicRoutes', { vpcId: vpc.id, tags: { Name: `${networkName}-public` } });
    new Route(this, 'PublicDefaultRoute', {
      routeTableId: table.id,
      destinationCidrBlock: '0.0.0.0/0',
      gatewayId: gateway.id,
    });
    const subnets = this.subnets('Public', vpc, zones, table, (zone, index) => ({
      // The last eighth of the network, cut small: only load balancers and the NAT gateway live here.
      cidrBlock: subnetCidr(subnetCidr(cidr, 3, 7), 3, index),
      tags: { Name: `${networkName}-public-${zone}`, 'kubernetes.io/role/elb': '1' },
    }));
    const address = new Eip(this, 'NatAddress', { domain: 'vpc', tags: { Name: `${networkName}-nat` } });
    const [first] = subnets;
    if (first === undefined) throw invalidProp(this, 'zones', 'is empty', 'name the zones of the network');
    return new NatGateway(this, 'Nat', {
      allocationId: address.id,
      subnetId: first.id,
      tags: { Name: networkName },
      dependsOn: [gateway],
    });
  }

  private subnets(
    side: string,
    vpc: Vpc,
    zones: string[],
    table: RouteTable,
    settings: (zone: string, index: number) => { cidrBlock: string; tags: Record<string, string> },
  ): Subnet[] {
    return zones.map((zone, index) => {
      const scope = new Construct(this, `${side}-${zone}`);
      const subnet = new Subnet(scope, 'Subnet', {
        vpcId: vpc.id,
        availabilityZone: zone,
        mapPublicIpOnLaunch: false,
        ...settings(zone, index),
      });
      new RouteTableAssociation(scope, 'Routes', { subnetId: subnet.id, routeTableId: table.id });
      return subnet;
    });
  }
}
