import { all, asBoolean, fail, pass, see } from '../../verdict';
import { requireSet } from '../attribute-rule';
import { cloudRule } from '../cloud-rule';
import { requireCompanion } from '../companion-rule';

const WHY = 'Every build leaves a few gigabytes of image that nobody pulls again and that is paid for each month.';
const ECR = 'aws_ecr_repository';
const POLICY = 'aws_ecr_lifecycle_policy';

/** Old images go. */
export const ecrLifecycle = cloudRule(
  {
    id: 'cost/ecr-lifecycle',
    title: 'An ECR repository removes old images',
    why: WHY,
    severity: 'medium',
    remedy: `In Terraform add ${POLICY} for the repository.`,
  },
  {
    pass: {
      [ECR]: { hub: { name: 'hub' } },
      [POLICY]: { hub: { repository: '${aws_ecr_repository.hub.name}', policy: '{"rules":[]}' } },
    },
    fail: { [ECR]: { hub: { name: 'hub' } } },
  },
  {
    [ECR]: (it, { resources }) =>
      requireCompanion(resources.companions(it, POLICY, 'repository', ['name']), `no ${POLICY} names the repository`),
  },
);

const REPOSITORY = 'google_artifact_registry_repository';

/** Old images go. */
export const artifactRegistryCleanup = cloudRule(
  {
    id: 'cost/artifact-registry-cleanup',
    title: 'An Artifact Registry repository removes old images',
    why: WHY,
    severity: 'medium',
    remedy:
      'In Terraform add cleanup_policies { id, action = "DELETE", condition { older_than = "7776000s" } }, without cleanup_policy_dry_run.',
  },
  {
    pass: {
      [REPOSITORY]: {
        hub: { cleanup_policies: [{ id: 'old', action: 'DELETE', condition: { older_than: '7776000s' } }] },
      },
    },
    fail: { [REPOSITORY]: { hub: { repository_id: 'hub' } } },
  },
  {
    [REPOSITORY]: (it) => {
      const dryRun = see(it.get('cleanup_policy_dry_run'));
      const isDry = dryRun.seen && asBoolean(dryRun.value) === true;
      return all(
        requireSet(it, 'cleanup_policies', 'so every image ever built is kept'),
        isDry ? fail('cleanup_policy_dry_run is true, so nothing is removed', 'cleanup_policy_dry_run') : pass,
      );
    },
  },
);
