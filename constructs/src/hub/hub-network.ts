import type { Exposure } from './exposure';

/** What of the internet user servers reach. */
export enum InternetAccess {
  /** Every port. */
  ALL_PORTS = 'all-ports',
  /** Only the web: ports 80 and 443. */
  WEB_ONLY = 'web-only',
}

/** How a hub is reached, and what its users' servers reach. */
export interface HubNetwork {
  /**
   * How the hub is reached from outside.
   * @default - an ingress of Traefik with a certificate of Let's Encrypt
   */
  readonly exposure?: Exposure;
  /**
   * What of the internet user servers reach.
   * @default InternetAccess.ALL_PORTS
   */
  readonly internetAccess?: InternetAccess;
  /**
   * Whether user servers reach the cloud's metadata address. Only where their cloud identity comes from there and
   * the node's own identity does not, as with GKE's workload identity.
   * @default - as the cluster's workload identity needs it
   */
  readonly allowMetadataServer?: boolean;
  /**
   * Namespace of the ingress controller, which user servers reach to talk to the hub by its public address.
   * @default 'ingress'
   */
  readonly ingressNamespace?: string;
}
