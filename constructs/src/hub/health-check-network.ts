import { NetworkPolicyV1, type NetworkPolicyV1SpecEgress } from '@cdktf/provider-kubernetes/lib/network-policy-v1';
import type { Construct } from 'constructs';

/** Labels of the pods of a health check. */
export const HEALTH_CHECK_LABELS = { app: 'hubfleet', component: 'health-check' };

/** What a health check reaches. */
export interface HealthCheckReach {
  readonly namespaceName: string;
  readonly ingressNamespace: string;
  /** Whether its cloud identity comes from the metadata address. */
  readonly metadataServer: boolean;
}

const METADATA = ['169.254.169.254/32', '169.254.169.252/32'];
const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '169.254.0.0/16'];

/** Nobody reaches a health check; it reaches names, the hub by its public address, and HTTPS outside. */
export function guardHealthCheck(scope: Construct, reach: HealthCheckReach): void {
  new NetworkPolicyV1(scope, 'NetworkPolicy', {
    metadata: { name: 'health-check', namespace: reach.namespaceName },
    spec: {
      podSelector: { matchLabels: HEALTH_CHECK_LABELS },
      policyTypes: ['Ingress', 'Egress'],
      egress: egressOf(reach),
    },
  });
}

function egressOf({ ingressNamespace, metadataServer }: HealthCheckReach): NetworkPolicyV1SpecEgress[] {
  return [
    {
      ports: [
        { port: '53', protocol: 'UDP' },
        { port: '53', protocol: 'TCP' },
      ],
    },
    { to: [{ ipBlock: { cidr: '0.0.0.0/0', except: PRIVATE } }], ports: [{ port: '443' }] },
    // Many clusters do not send what is for their own load balancer out and in again.
    { to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': ingressNamespace } } }] },
    ...(metadataServer
      ? [
          {
            to: METADATA.map((cidr) => ({ ipBlock: { cidr } })),
            ports: [{ port: '80' }, { port: '988' }],
          },
        ]
      : []),
  ];
}
