/** A control plane that is reached by its address, with a client-go credential plugin. */
export interface CredentialPluginOptions {
  /** URL of the control plane. */
  readonly host: string;
  /** Certificate authority of the control plane, base64 as the clouds return it. */
  readonly clusterCaCertificate: string;
  /** Command of the plugin, for example `aws` or `gke-gcloud-auth-plugin`. */
  readonly execCommand: string;
  /**
   * Arguments of the plugin.
   * @default - none
   */
  readonly execArgs?: string[];
}

/** What a `KubernetesAccess` was made of. */
interface AccessSettings {
  readonly plugin?: CredentialPluginOptions;
  readonly context?: string;
}

/** How Terraform's Kubernetes and Helm providers reach a control plane; credentials are never stored. */
export class KubernetesAccess {
  /** By its address; the plugin fetches credentials each time Terraform runs. */
  public static credentialPlugin(options: CredentialPluginOptions): KubernetesAccess {
    return new KubernetesAccess({ plugin: options });
  }

  /** By a context of the kubeconfig of whoever runs Terraform, `~/.kube/config`. */
  public static kubeconfigContext(contextName: string): KubernetesAccess {
    return new KubernetesAccess({ context: contextName });
  }

  /** @internal */
  public readonly _settings: AccessSettings;

  private constructor(settings: AccessSettings) {
    this._settings = settings;
  }
}
