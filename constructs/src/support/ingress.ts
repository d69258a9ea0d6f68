import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { chartRelease } from './chart-release';
import { supportCharts } from './charts';
import { coreNodes } from './core-nodes';
import { Entrypoint } from './entrypoint';
import { INGRESS_NAMESPACE } from './namespace-guard';

/** Properties of `Ingress`. */
export interface IngressProps {
  /** E-mail address that the certificate authority writes to before a certificate ends. */
  readonly certificateContact: string;
  /**
   * Annotations of the load balancer, by which clouds take further wishes.
   * @default - none
   */
  readonly loadBalancerAnnotations?: Record<string, string>;
  /**
   * Ranges that may reach the hubs.
   * @default - everybody
   */
  readonly allowedCidrs?: string[];
  /**
   * Whether Traefik is installed. Another controller serves the same addresses when its pods carry the label
   * `hubfleet.dev/entrypoint: "true"` and name their ports `web` and `websecure`.
   * @default true
   */
  readonly traefik?: boolean;
}

/**
 * What stands between the internet and the hubs: Traefik as ingress controller, cert-manager for certificates of
 * Let's Encrypt.
 */
export class Ingress extends Construct {
  /** Ingress class that hubs name. */
  public static readonly CLASS_NAME = 'traefik';
  /** Namespace of the ingress controller. */
  public static readonly NAMESPACE = INGRESS_NAMESPACE;
  /** Cluster issuer that hubs name. */
  public static readonly ISSUER_NAME = 'letsencrypt';

  constructor(scope: Construct, id: string, props: IngressProps) {
    super(scope, id);
    const certManager = chartRelease(this, 'CertManager', supportCharts.certManager, {
      namespaceName: 'cert-manager',
      values: {
        crds: { enabled: true, keep: true },
        ...coreNodes,
        webhook: coreNodes,
        cainjector: coreNodes,
        startupapicheck: coreNodes,
      },
    });
    const entrypoint = new Entrypoint(this, 'Entrypoint', {
      namespaceName: Ingress.NAMESPACE,
      annotations: props.loadBalancerAnnotations,
      allowedCidrs: props.allowedCidrs,
    });
    if (props.traefik ?? true) this.installTraefik(props.certificateContact, [certManager, entrypoint.service]);
  }

  private installTraefik(certificateContact: string, dependsOn: ITerraformDependable[]): void {
    chartRelease(this, 'Traefik', supportCharts.traefik, {
      namespaceName: Ingress.NAMESPACE,
      values: {
        ...coreNodes,
        deployment: { replicas: 2, podLabels: Entrypoint.POD_LABELS },
        // The load balancer is apart, so that it stays when the controller goes.
        service: { type: 'ClusterIP' },
        providers: {
          kubernetesIngress: {
            publishedService: { enabled: true, pathOverride: `${Ingress.NAMESPACE}/${Entrypoint.SERVICE_NAME}` },
          },
        },
        podDisruptionBudget: { enabled: true, minAvailable: 1 },
        ingressClass: { enabled: true, isDefaultClass: true, name: Ingress.CLASS_NAME },
        ports: {
          web: { http: { redirections: { entryPoint: { to: 'websecure', scheme: 'https', permanent: true } } } },
          // A notebook upload or a websocket may be idle for longer than the default minute.
          websecure: { transport: { respondingTimeouts: { readTimeout: '0s', idleTimeout: '180s' } } },
        },
        // The issuer is an object of cert-manager's own kind: it can exist only after cert-manager is ready.
        extraObjects: [this.issuer(certificateContact)],
      },
      dependsOn,
    });
  }

  private issuer(email: string): object {
    return {
      apiVersion: 'cert-manager.io/v1',
      kind: 'ClusterIssuer',
      metadata: { name: Ingress.ISSUER_NAME },
      spec: {
        acme: {
          server: 'https://acme-v02.api.letsencrypt.org/directory',
          email,
          privateKeySecretRef: { name: `${Ingress.ISSUER_NAME}-account` },
          solvers: [{ http01: { ingress: { ingressClassName: Ingress.CLASS_NAME } } }],
        },
      },
    };
  }
}
