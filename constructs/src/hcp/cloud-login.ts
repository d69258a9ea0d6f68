/** How runs log in to AWS. */
export interface HcpAwsLoginOptions {
  /** ARN of the IAM role that runs assume. */
  readonly roleArn: string;
  /**
   * ARN of a role with fewer rights for the plan.
   * @default - the role of the run
   */
  readonly planRoleArn?: string;
}

/** How runs log in to Google Cloud. */
export interface HcpGoogleLoginOptions {
  /** Address of the service account that runs act as. */
  readonly serviceAccount: string;
  /**
   * Address of a service account with fewer rights for the plan.
   * @default - that of the run
   */
  readonly planServiceAccount?: string;
  /** Full name of the provider, `projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<name>`. */
  readonly workloadProvider: string;
}

/**
 * How the runs of a workspace log in to a cloud: with a token that HCP Terraform signs for each of them, so there is
 * no key to keep. The role or service account must trust the workspaces, see `CiTrust.hcp`.
 */
export class HcpCloudLogin {
  /** A role on AWS. */
  public static aws({ roleArn, planRoleArn }: HcpAwsLoginOptions): HcpCloudLogin {
    return new HcpCloudLogin({
      TFC_AWS_PROVIDER_AUTH: 'true',
      TFC_AWS_RUN_ROLE_ARN: roleArn,
      ...(planRoleArn === undefined ? {} : { TFC_AWS_PLAN_ROLE_ARN: planRoleArn }),
    });
  }

  /** A service account on Google Cloud. */
  public static google(options: HcpGoogleLoginOptions): HcpCloudLogin {
    const { serviceAccount, planServiceAccount, workloadProvider } = options;
    return new HcpCloudLogin({
      TFC_GCP_PROVIDER_AUTH: 'true',
      TFC_GCP_RUN_SERVICE_ACCOUNT_EMAIL: serviceAccount,
      ...(planServiceAccount === undefined ? {} : { TFC_GCP_PLAN_SERVICE_ACCOUNT_EMAIL: planServiceAccount }),
      TFC_GCP_WORKLOAD_PROVIDER_NAME: workloadProvider,
    });
  }

  private constructor(
    /** Environment variables of the workspace, by name. None of them is secret. */
    public readonly environment: { [name: string]: string },
  ) {}
}
