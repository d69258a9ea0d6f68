/** What a person or a program may do inside a cluster, in the words of Kubernetes' own cluster roles. */
export enum ClusterRole {
  /** Everything. */
  ADMIN = 'admin',
  /** Read and change what runs, but not who may do what. */
  EDIT = 'edit',
  /** Read everything but secrets. */
  VIEW = 'view',
}

/** Who may use the API of a cluster, and as what. */
export interface ClusterAccessOptions {
  /** The cloud's name of a person, group or program: the ARN of an IAM role, or a member such as `group:a@b.example`. */
  readonly principal: string;
  /** What it may do. */
  readonly role: ClusterRole;
}
