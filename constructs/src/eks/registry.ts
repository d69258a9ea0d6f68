import { EcrLifecyclePolicy } from '@cdktf/provider-aws/lib/ecr-lifecycle-policy';
import { EcrRepository } from '@cdktf/provider-aws/lib/ecr-repository';
import { Construct } from 'constructs';
import type { RegistryOptions } from '../registry';

/** Repositories of ECR: scanned on push, with tags that cannot be moved, and cleaned up. */
export class EksRegistry extends Construct {
  constructor(scope: Construct, id: string, options: RegistryOptions) {
    super(scope, id);
    const { registryName, repositories, keepImages = 100, deleteUntaggedAfterDays = 7 } = options;
    for (const repositoryName of repositories) {
      const at = new Construct(this, repositoryName);
      const repository = new EcrRepository(at, 'Resource', {
        name: `${registryName}/${repositoryName}`,
        imageTagMutability: 'IMMUTABLE',
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfiguration: [{ encryptionType: 'AES256' }],
      });
      new EcrLifecyclePolicy(at, 'CleanUp', {
        repository: repository.name,
        policy: JSON.stringify({ rules: [untagged(deleteUntaggedAfterDays), beyond(keepImages)] }),
      });
    }
  }
}

function untagged(days: number) {
  const selection = { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: days };
  return { rulePriority: 1, description: 'images without a tag', selection, action: { type: 'expire' } };
}

function beyond(images: number) {
  const selection = { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: images };
  return { rulePriority: 2, description: 'the oldest images', selection, action: { type: 'expire' } };
}
