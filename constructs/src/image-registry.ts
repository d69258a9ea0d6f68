import type { IConstruct } from 'constructs';
import type { IWorkloadIdentity } from './cluster';

/** How a pod logs in to a registry by its cloud identity. Passwords of clouds last for hours, so it is done again. */
export interface RegistryLogin {
  /** Image of the pod, with a shell, `curl`, and what the command needs. */
  readonly image: string;
  /** User name that goes with the password. */
  readonly username: string;
  /** Shell command that prints the password. */
  readonly passwordCommand: string;
  /** Minutes after which another password is fetched; well before the last one ends. */
  readonly everyMinutes: number;
}

/** A repository of a cluster's registry, to which images are pushed that users build. */
export interface IImageRegistry extends IConstruct {
  /** Host of the registry. */
  readonly registryHost: string;
  /** What the names of all its images begin with. */
  readonly imagePrefix: string;
  /** How a pod with a cloud identity logs in. */
  readonly login: RegistryLogin;
  /** Lets the identity push images under any name that begins with the prefix, and pull them. */
  grantPush(identity: IWorkloadIdentity): void;
}
