import type { IConstruct } from 'constructs';

/** Runs of a pipeline on GitHub. */
export interface GitHubTrustOptions {
  /** Repository, `owner/name`. */
  readonly repository: string;
  /**
   * Environments of the repository whose jobs are trusted; GitHub can ask a person before a job enters one.
   * @default - none
   */
  readonly environments?: string[];
  /**
   * Branches whose jobs are trusted.
   * @default ['main'] without environments, else none
   */
  readonly branches?: string[];
}

/** Runs of a pipeline on GitLab. */
export interface GitLabTrustOptions {
  /** Project, `group/name`. */
  readonly project: string;
  /**
   * Branches whose jobs are trusted.
   * @default ['main']
   */
  readonly branches?: string[];
  /**
   * Host of GitLab.
   * @default 'gitlab.com'
   */
  readonly host?: string;
}

/** Runs of HCP Terraform. */
export interface HcpTrustOptions {
  /** Organization in HCP Terraform. */
  readonly organization: string;
  /** Project in HCP Terraform. */
  readonly project: string;
  /** Workspaces whose runs are trusted, one per stack. */
  readonly workspaces: string[];
}

/** Which runs of which pipeline a cloud believes, by the tokens that the pipeline's own service signs. */
export class CiTrust {
  /** Jobs of GitHub Actions. */
  public static github(options: GitHubTrustOptions): CiTrust {
    const { repository, environments = [] } = options;
    const branches = options.branches ?? (environments.length > 0 ? [] : ['main']);
    const subjects = [
      ...environments.map((environment) => `repo:${repository}:environment:${environment}`),
      ...branches.map((branch) => `repo:${repository}:ref:refs/heads/${branch}`),
    ];
    return new CiTrust('github', 'https://token.actions.githubusercontent.com', 'sts.amazonaws.com', subjects);
  }

  /** Jobs of GitLab. */
  public static gitlab({ project, branches = ['main'], host = 'gitlab.com' }: GitLabTrustOptions): CiTrust {
    const subjects = branches.map((branch) => `project_path:${project}:ref_type:branch:ref:${branch}`);
    return new CiTrust('gitlab', `https://${host}`, `https://${host}`, subjects);
  }

  /** Plans and applies of HCP Terraform. */
  public static hcp({ organization, project, workspaces }: HcpTrustOptions): CiTrust {
    const subjects = workspaces.flatMap((workspace) =>
      ['plan', 'apply'].map(
        (phase) => `organization:${organization}:project:${project}:workspace:${workspace}:run_phase:${phase}`,
      ),
    );
    return new CiTrust('hcp', 'https://app.terraform.io', 'aws.workload.identity', subjects);
  }

  private constructor(
    /** Short name of the service. */
    public readonly serviceName: string,
    /** Who signs the tokens. */
    public readonly issuer: string,
    /** Whom the tokens are made for on AWS. */
    public readonly audience: string,
    /** The runs that are trusted, each in full: a pattern could let a stranger's branch in. */
    public readonly subjects: string[],
  ) {}
}

/** An identity that runs of a pipeline act as. */
export interface ICiIdentity extends IConstruct {
  /** What the settings of the pipeline call it: the ARN of a role, or the address of a service account. */
  readonly principal: string;
}

/** The identity of a pipeline that deploys hubs to a cluster. */
export interface CiIdentityOptions {
  /** Name of the identity, unique in the account or project. */
  readonly identityName: string;
  /** Which runs may act as it. */
  readonly trust: CiTrust;
  /**
   * What else it may do: ARNs of IAM policies, or roles in the project such as `roles/artifactregistry.writer`.
   * @default - nothing: it finds the cluster, and administrates it
   */
  readonly permissions?: string[];
}
