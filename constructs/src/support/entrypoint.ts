import { NamespaceV1 } from '@cdktf/provider-kubernetes/lib/namespace-v1';
import { ServiceV1 } from '@cdktf/provider-kubernetes/lib/service-v1';
import { Construct } from 'constructs';
import { fromNamespace, guardNamespace, MONITORING_NAMESPACE } from './namespace-guard';

/** What differs between entry points. */
interface EntrypointProps {
  readonly namespaceName: string;
  readonly annotations?: Record<string, string>;
  readonly allowedCidrs?: string[];
}

/**
 * The load balancer of a cluster. It selects whichever ingress controller carries the label, so that its address and
 * all DNS records stay when one controller gives way to another.
 */
export class Entrypoint extends Construct {
  public static readonly SERVICE_NAME = 'entrypoint';
  /** Labels of the controller's pods. */
  public static readonly POD_LABELS = { 'hubfleet.dev/entrypoint': 'true' };

  public readonly service: ServiceV1;

  constructor(scope: Construct, id: string, props: EntrypointProps) {
    super(scope, id);
    const { namespaceName, annotations, allowedCidrs } = props;
    const namespace = new NamespaceV1(this, 'Namespace', {
      metadata: { name: namespaceName, labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } },
    });
    guardNamespace(this, namespace, [
      { ports: [{ port: 'web' }, { port: 'websecure' }] },
      fromNamespace(MONITORING_NAMESPACE, 'metrics'),
    ]);
    this.service = new ServiceV1(this, 'Service', {
      metadata: { name: Entrypoint.SERVICE_NAME, namespace: namespaceName, annotations },
      spec: {
        type: 'LoadBalancer',
        selector: Entrypoint.POD_LABELS,
        // The hub tells visitors apart by their addresses, which another hop would hide.
        externalTrafficPolicy: 'Local',
        loadBalancerSourceRanges: allowedCidrs,
        port: [
          { name: 'web', port: 80, targetPort: 'web', protocol: 'TCP' },
          { name: 'websecure', port: 443, targetPort: 'websecure', protocol: 'TCP' },
        ],
      },
      lifecycle: { preventDestroy: true },
      dependsOn: [namespace],
    });
  }
}
