import { CloudcontrolapiResource } from '@cdktf/provider-aws/lib/cloudcontrolapi-resource';
import { Construct } from 'constructs';
import type { IWorkloadIdentity } from '../cluster';
import type { IImageRegistry, RegistryLogin } from '../image-registry';
import { supportImages } from '../support/images';
import { EksPermissions } from './permissions';

/** Where a repository of ECR is. */
export interface EksImageRegistryAttributes {
  /** Account of the registry. */
  readonly account: string;
  /** Region of the registry. */
  readonly region: string;
  /** Name of the registry, as `EksRegistry` has it. */
  readonly registryName: string;
  /** Repository of the registry, below which ECR makes one for each image that is pushed. */
  readonly repositoryName: string;
}

const PUSH = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:BatchGetImage',
  'ecr:CompleteLayerUpload',
  'ecr:CreateRepository',
  'ecr:GetDownloadUrlForLayer',
  'ecr:InitiateLayerUpload',
  'ecr:PutImage',
  'ecr:UploadLayerPart',
];

/** Images that are kept of one repository that users build. */
const KEEP_IMAGES = 10;

/** A repository of ECR as builders of images see it. A password lasts for twelve hours. */
export class EksImageRegistry extends Construct implements IImageRegistry {
  public readonly registryHost: string;
  public readonly imagePrefix: string;
  public readonly login: RegistryLogin;
  private readonly prefix: string;
  private readonly arn: string;

  constructor(scope: Construct, id: string, attributes: EksImageRegistryAttributes) {
    super(scope, id);
    const { account, region, registryName, repositoryName } = attributes;
    this.prefix = `${registryName}/${repositoryName}`;
    this.arn = `arn:aws:ecr:${region}:${account}:repository/${this.prefix}/*`;
    this.registryHost = `${account}.dkr.ecr.${region}.amazonaws.com`;
    this.imagePrefix = `${this.registryHost}/${this.prefix}/`;
    this.login = {
      image: supportImages.awsCli,
      username: 'AWS',
      passwordCommand: `aws ecr get-login-password --region ${region}`,
      everyMinutes: 60,
    };
  }

  public grantPush(identity: IWorkloadIdentity): void {
    this.createOnPush();
    new EksPermissions(this, 'Push', identity, [
      // Logging in knows no resource.
      { actions: ['ecr:GetAuthorizationToken'], resources: ['*'] },
      { actions: PUSH, resources: [this.arn] },
    ]);
  }

  /**
   * ECR has a repository for each image name, and makes it when an image is pushed only where a template says how.
   * Through the Cloud Control API, because older versions of the provider do not know this use of a template.
   */
  private createOnPush(): void {
    const clean = {
      rulePriority: 1,
      description: 'the oldest images',
      selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: KEEP_IMAGES },
      action: { type: 'expire' },
    };
    new CloudcontrolapiResource(this, 'Template', {
      typeName: 'AWS::ECR::RepositoryCreationTemplate',
      desiredState: JSON.stringify({
        Prefix: this.prefix,
        Description: 'Images that users build',
        AppliedFor: ['CREATE_ON_PUSH'],
        ImageTagMutability: 'IMMUTABLE',
        EncryptionConfiguration: { EncryptionType: 'AES256' },
        LifecyclePolicy: JSON.stringify({ rules: [clean] }),
      }),
    });
  }
}
