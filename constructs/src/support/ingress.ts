import { Construct } from 'constructs';
import { chartRelease } from './chart-release';
import { supportCharts } from './charts';
import { coreNodes } from './core-nodes';

/** Properties of `Ingress`. */
export interface IngressProps {
  /** E-mail address that the certificate authority writes to before a certificate ends. */
  readonly certificateContact: string;
}

/**
 * What stands between the internet and the hubs: Traefik as ingress controller, cert-manager for certificates of
 * Let's Encrypt.
 */
export class Ingress extends Construct {
  /** Ingress class that hubs name. */
  public static readonly CLASS_NAME = 'traefik';
  /** Namespace of the ingress controller. */
  public static readonly NAMESPACE = 'ingress';
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
    chartRelease(this, 'Traefik', supportCharts.traefik, {
      namespaceName: Ingress.NAMESPACE,
      values: {
        ...coreNodes,
        deployment: { replicas: 2 },
        podDisruptionBudget: { enabled: true, minAvailable: 1 },
        ingressClass: { enabled: true, isDefaultClass: true, name: Ingress.CLASS_NAME },
        ports: {
          web: { http: { redirections: { entryPoint: { to: 'websecure', scheme: 'https', permanent: true } } } },
          // A notebook upload or a websocket may be idle for longer than the default minute.
          websecure: { transport: { respondingTimeouts: { readTimeout: '0s', idleTimeout: '180s' } } },
        },
        // The issuer is an object of cert-manager's own kind: it can exist only after cert-manager is ready.
        extraObjects: [this.issuer(props.certificateContact)],
      },
      dependsOn: [certManager],
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
