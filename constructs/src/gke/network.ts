import { ComputeNetwork } from '@cdktf/provider-google/lib/compute-network';
import { ComputeRouter } from '@cdktf/provider-google/lib/compute-router';
import { ComputeRouterNat } from '@cdktf/provider-google/lib/compute-router-nat';
import { ComputeSubnetwork } from '@cdktf/provider-google/lib/compute-subnetwork';
import { Construct } from 'constructs';
import { subnetCidr } from '../private/cidr';

/** Properties of `GkeNetwork`. */
export interface GkeNetworkProps {
  /** Name of the network and prefix of its parts. */
  readonly networkName: string;
  /** Region of the network, for example `europe-west2`. */
  readonly region: string;
  /**
   * Addresses of the network; nodes, pods, services and the control plane share it.
   * @default '10.0.0.0/16'
   */
  readonly cidr?: string;
}

/** A VPC with one subnetwork for private nodes, which reach the internet through Cloud NAT. */
export class GkeNetwork extends Construct {
  /** Name of the network. */
  public readonly networkName: string;
  /** Name of the subnetwork. */
  public readonly subnetworkName: string;
  /** Name of the secondary range for pods. */
  public readonly podRangeName = 'pods';
  /** Name of the secondary range for services. */
  public readonly serviceRangeName = 'services';
  /** Addresses set aside for the control plane, a /28 as GKE asks for. */
  public readonly controlPlaneCidr: string;

  constructor(scope: Construct, id: string, props: GkeNetworkProps) {
    super(scope, id);
    const { networkName, region, cidr = '10.0.0.0/16' } = props;
    const network = new ComputeNetwork(this, 'Resource', {
      name: networkName,
      autoCreateSubnetworks: false,
      routingMode: 'REGIONAL',
    });
    const subnetwork = new ComputeSubnetwork(this, 'Subnetwork', {
      name: networkName,
      region,
      network: network.id,
      // Half of the addresses go to pods, a sixteenth each to nodes and services.
      ipCidrRange: subnetCidr(cidr, 4, 0),
      secondaryIpRange: [
        { rangeName: this.podRangeName, ipCidrRange: subnetCidr(cidr, 1, 1) },
        { rangeName: this.serviceRangeName, ipCidrRange: subnetCidr(cidr, 4, 1) },
      ],
      privateIpGoogleAccess: true,
      logConfig: { aggregationInterval: 'INTERVAL_10_MIN', flowSampling: 0.1, metadata: 'EXCLUDE_ALL_METADATA' },
    });
    const router = new ComputeRouter(this, 'Router', { name: networkName, region, network: network.id });
    new ComputeRouterNat(this, 'Nat', {
      name: networkName,
      region,
      router: router.name,
      natIpAllocateOption: 'AUTO_ONLY',
      sourceSubnetworkIpRangesToNat: 'ALL_SUBNETWORKS_ALL_IP_RANGES',
      logConfig: { enable: true, filter: 'ERRORS_ONLY' },
    });
    this.networkName = network.name;
    this.subnetworkName = subnetwork.name;
    this.controlPlaneCidr = subnetCidr(
      cidr,
      28 - Number(cidr.split('/')[1]),
      2 ** (28 - Number(cidr.split('/')[1]) - 2),
    );
  }
}
