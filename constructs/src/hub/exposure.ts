/** A controller that serves Kubernetes ingresses. */
export class IngressController {
  /** Traefik: passes websockets and bodies of any size as it is. */
  public static readonly TRAEFIK = new IngressController('traefik', {});

  /** F5's NGINX ingress controller: limits and buffering must be lifted for notebooks. */
  public static readonly F5_NGINX = new IngressController('nginx', {
    'nginx.org/client-max-body-size': '256m',
    'nginx.org/proxy-buffering': 'false',
    'nginx.org/proxy-read-timeout': '3600s',
    'nginx.org/websocket-services': 'proxy-public',
    // It takes two ingresses of one host for a collision, so the certificate's challenge must use ours.
    'acme.cert-manager.io/http01-edit-in-place': 'true',
  });

  /** Any other controller, by its ingress class and the annotations it needs for websockets and large bodies. */
  public static of(className: string, annotations: Record<string, string>): IngressController {
    return new IngressController(className, annotations);
  }

  private constructor(
    /** Ingress class by which the controller finds its ingresses. */
    public readonly className: string,
    /** Annotations that each of its ingresses needs. */
    public readonly annotations: Record<string, string>,
  ) {}
}

/** How an ingress serves a hub. */
export interface IngressOptions {
  /**
   * Controller that serves it.
   * @default IngressController.TRAEFIK
   */
  readonly controller?: IngressController;
  /**
   * Cluster issuer of cert-manager that signs the certificate.
   * @default 'letsencrypt'
   */
  readonly tlsIssuer?: string;
}

/** The gateway that serves a hub; its listener holds the certificate. */
export interface GatewayOptions {
  /** Name of the gateway. */
  readonly gatewayName: string;
  /** Namespace of the gateway. */
  readonly gatewayNamespace: string;
  /**
   * Listener of the gateway.
   * @default - any that matches
   */
  readonly sectionName?: string;
}

/** What an `Exposure` was made of. */
interface ExposureSettings {
  readonly ingress?: IngressOptions;
  readonly gateway?: GatewayOptions;
}

/** How a hub is reached from outside. */
export class Exposure {
  /** By an ingress with a certificate of its own. */
  public static ingress(options: IngressOptions): Exposure {
    return new Exposure({ ingress: options });
  }

  /** By a route of a gateway (Gateway API). */
  public static gateway(options: GatewayOptions): Exposure {
    return new Exposure({ gateway: options });
  }

  /** @internal */
  public readonly _settings: ExposureSettings;

  private constructor(settings: ExposureSettings) {
    this._settings = settings;
  }
}
