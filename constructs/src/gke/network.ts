import { ComputeNetwork } from '@cdktf/provider-google/lib/compute-network';
import { ComputeRouter } from '@cdktf/provider-google/lib/compute-router';
import { ComputeRouterNat } from '@cdktf/provider-google/lib/compute-router-nat';
import { ComputeSubnetwork } from '@cdktf/provider-google/lib/compute-subnetwork';
import { Construct, type IConstruct } from 'constructs';
import { subnetCidr } from '../private/cidr';
import { invalidProp, isLiteral } from '../private/errors';

/** A network with a subnetwork for private nodes and ranges for pods and services. */
export interface IGkeNetwork extends IConstruct {
  /** Name of the network. */
  readonly networkName: string;
  /** Name of the subnetwork. */
  readonly subnetworkName: string;
  /** Name of the secondary range for pods. */
  readonly podRangeName: string;
  /** Name of the secondary range for services. */
  readonly serviceRangeName: string;
  /** Addresses set aside for the control plane, a /28 as GKE asks for. */
  readonly controlPlaneCidr: string;
}

/** A network that hubfleet did not make. It needs Cloud NAT and Private Google Access. */
export interface ExistingGkeNetworkAttributes {
  /** Name of the network; of a shared VPC its full path. */
  readonly networkName: string;
  /** Name of the subnetwork for nodes; of a shared VPC its full path. */
  readonly subnetworkName: string;
  /** Name of the secondary range for pods. */
  readonly podRangeName: string;
  /** Name of the secondary range for services. */
  readonly serviceRangeName: string;
  /** Addresses for the control plane that nothing else uses, a /28. */
  readonly controlPlaneCidr: string;
}

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
  /**
   * Share of the connections that are written down, 0 to 1; 0 writes none. Cloud Logging bills by the GB.
   * @default 0.1
   */
  readonly flowLogSampling?: number;
}

class ExistingGkeNetwork extends Construct implements IGkeNetwork {
  public readonly networkName: string;
  public readonly subnetworkName: string;
  public readonly podRangeName: string;
  public readonly serviceRangeName: string;
  public readonly controlPlaneCidr: string;

  constructor(scope: Construct, id: string, attributes: ExistingGkeNetworkAttributes) {
    super(scope, id);
    this.networkName = attributes.networkName;
    this.subnetworkName = attributes.subnetworkName;
    this.podRangeName = attributes.podRangeName;
    this.serviceRangeName = attributes.serviceRangeName;
    this.controlPlaneCidr = attributes.controlPlaneCidr;
  }
}

/**
 * A VPC with one subnetwork for private nodes, which reach the internet through Cloud NAT and the cloud's own services
 * without it. Nothing outside may open a connection: a network without firewall rules is closed.
 */
export class GkeNetwork extends Construct implements IGkeNetwork {
  /** A network that hubfleet did not make, named by its parts. */
  public static fromExisting(scope: Construct, id: string, attributes: ExistingGkeNetworkAttributes): IGkeNetwork {
    return new ExistingGkeNetwork(scope, id, attributes);
  }

  public readonly networkName: string;
  public readonly subnetworkName: string;
  public readonly podRangeName = 'pods';
  public readonly serviceRangeName = 'services';
  public readonly controlPlaneCidr: string;

  constructor(scope: Construct, id: string, props: GkeNetworkProps) {
    super(scope, id);
    const { networkName, region, cidr = '10.0.0.0/16', flowLogSampling = 0.1 } = props;
    if (isLiteral(flowLogSampling) && (flowLogSampling < 0 || flowLogSampling > 1)) {
      throw invalidProp(
        this,
        'flowLogSampling',
        `must be from 0 to 1, got ${flowLogSampling}`,
        'write 0.1 for a tenth',
      );
    }
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
      ...(flowLogSampling === 0 ? {} : { logConfig: logConfig(flowLogSampling) }),
    });
    this.nat(network, region);
    this.networkName = network.name;
    this.subnetworkName = subnetwork.name;
    const newBits = 28 - Number(cidr.split('/')[1]);
    this.controlPlaneCidr = subnetCidr(cidr, newBits, 2 ** (newBits - 2));
  }

  private nat(network: ComputeNetwork, region: string): void {
    const name = network.nameInput ?? '';
    const router = new ComputeRouter(this, 'Router', { name, region, network: network.id });
    new ComputeRouterNat(this, 'Nat', {
      name,
      region,
      router: router.name,
      natIpAllocateOption: 'AUTO_ONLY',
      sourceSubnetworkIpRangesToNat: 'ALL_SUBNETWORKS_ALL_IP_RANGES',
      logConfig: { enable: true, filter: 'ERRORS_ONLY' },
    });
  }
}

function logConfig(flowSampling: number) {
  return { aggregationInterval: 'INTERVAL_10_MIN', flowSampling, metadata: 'EXCLUDE_ALL_METADATA' };
}
