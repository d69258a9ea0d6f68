import { ArtifactRegistryRepositoryIamMember } from '@cdktf/provider-google/lib/artifact-registry-repository-iam-member';
import { Construct } from 'constructs';
import type { IWorkloadIdentity } from '../cluster';
import type { IImageRegistry, RegistryLogin } from '../image-registry';
import { invalidProp } from '../private/errors';
import { supportImages } from '../support/images';
import { GkeWorkloadIdentity } from './workload-identity';

/** Where a repository of Artifact Registry is. */
export interface GkeImageRegistryAttributes {
  /** Project of the registry. */
  readonly project: string;
  /** Region of the registry. */
  readonly region: string;
  /** Name of the registry, as `GkeRegistry` has it. */
  readonly registryName: string;
  /** Repository of the registry; it takes images under any name. */
  readonly repositoryName: string;
}

const METADATA = 'http://169.254.169.254/computeMetadata/v1/instance/service-accounts/default';
const CREDENTIALS = 'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts';

/**
 * The metadata server hands out one token until shortly before its end, which may be in the middle of a build. With it,
 * a fresh one of a whole hour is asked for.
 */
const PASSWORD_COMMAND = [
  `EMAIL=$(curl -sSf -H 'Metadata-Flavor: Google' ${METADATA}/email)`,
  `SHORT=$(curl -sSf -H 'Metadata-Flavor: Google' ${METADATA}/token | sed 's/.*"access_token": *"\\([^"]*\\)".*/\\1/')`,
  `curl -sSf -H "Authorization: Bearer $SHORT" -H 'Content-Type: application/json' -d '{"scope": ["https://www.googleapis.com/auth/cloud-platform"], "lifetime": "3600s"}' "${CREDENTIALS}/$EMAIL:generateAccessToken" | tr -d '\\n' | sed 's/.*"accessToken": *"\\([^"]*\\)".*/\\1/'`,
].join(' && ');

/** A repository of Artifact Registry as builders of images see it. */
export class GkeImageRegistry extends Construct implements IImageRegistry {
  public readonly registryHost: string;
  public readonly imagePrefix: string;
  public readonly login: RegistryLogin = {
    image: supportImages.curl,
    username: 'oauth2accesstoken',
    passwordCommand: PASSWORD_COMMAND,
    everyMinutes: 10,
  };
  private readonly region: string;
  private readonly repository: string;

  constructor(scope: Construct, id: string, attributes: GkeImageRegistryAttributes) {
    super(scope, id);
    const { project, region, registryName, repositoryName } = attributes;
    this.region = region;
    this.repository = `${registryName}-${repositoryName}`;
    this.registryHost = `${region}-docker.pkg.dev`;
    this.imagePrefix = `${this.registryHost}/${project}/${this.repository}/`;
  }

  public grantPush(identity: IWorkloadIdentity): void {
    if (!(identity instanceof GkeWorkloadIdentity)) {
      throw invalidProp(this, 'identity', 'is not of Google Cloud', 'create it with a cluster on GKE');
    }
    new ArtifactRegistryRepositoryIamMember(this, 'Push', {
      location: this.region,
      repository: this.repository,
      role: 'roles/artifactregistry.writer',
      member: identity.principal,
    });
    identity.allowOwnTokens();
  }
}
