import { DataAwsSubnet } from '@cdktf/provider-aws/lib/data-aws-subnet';
import { DataAwsVpc } from '@cdktf/provider-aws/lib/data-aws-vpc';
import { Construct } from 'constructs';
import type { EksNetworkAttributes, ExistingEksNetworkAttributes, IEksNetwork } from './network';
import { privateSubnetName } from './subnet-name';

/** A network that another stack made, found by its name when Terraform plans. */
export class ImportedEksNetwork extends Construct implements IEksNetwork {
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
          tags: { Name: privateSubnetName(networkName, zone) },
        }).id,
    );
  }
}

/** A network of somebody else, named by its identifiers. */
export class ExistingEksNetwork extends Construct implements IEksNetwork {
  public readonly vpcId: string;
  public readonly cidr: string;
  public readonly zones: string[];
  public readonly privateSubnetIds: string[];

  constructor(scope: Construct, id: string, { vpcId, cidr, privateSubnetIds }: ExistingEksNetworkAttributes) {
    super(scope, id);
    this.vpcId = vpcId;
    this.cidr = cidr;
    this.zones = Object.keys(privateSubnetIds);
    this.privateSubnetIds = Object.values(privateSubnetIds);
  }
}
