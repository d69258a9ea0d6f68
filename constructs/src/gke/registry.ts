import { ArtifactRegistryRepository } from '@cdktf/provider-google/lib/artifact-registry-repository';
import { Construct } from 'constructs';
import type { RegistryOptions } from '../registry';

/** Repositories of Artifact Registry: scanned, with tags that cannot be moved, and cleaned up. */
export class GkeRegistry extends Construct {
  constructor(scope: Construct, id: string, region: string, options: RegistryOptions) {
    super(scope, id);
    const { registryName, repositories, keepImages = 100, deleteUntaggedAfterDays = 7 } = options;
    for (const repositoryName of repositories) {
      new ArtifactRegistryRepository(this, repositoryName, {
        location: region,
        repositoryId: `${registryName}-${repositoryName}`,
        format: 'DOCKER',
        dockerConfig: { immutableTags: true },
        vulnerabilityScanningConfig: { enablementConfig: 'INHERITED' },
        cleanupPolicyDryRun: false,
        cleanupPolicies: [
          {
            id: 'untagged',
            action: 'DELETE',
            condition: { tagState: 'UNTAGGED', olderThan: `${deleteUntaggedAfterDays * 24 * 3600}s` },
          },
          { id: 'tagged', action: 'DELETE', condition: { tagState: 'TAGGED' } },
          // What is kept wins over what is deleted.
          { id: 'newest', action: 'KEEP', mostRecentVersions: { keepCount: keepImages } },
        ],
      });
    }
  }
}
