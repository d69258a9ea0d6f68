import { expect, test } from 'vitest';
import { causeOf, failureCauses } from '../../src/terraform/failure-causes.ts';

const call = { binary: 'terraform', directory: '/out/stacks/sea', step: 'apply' };
const LOCKED = `Error: Error acquiring the state lock

Error message: operation error S3: PutObject, https response error
StatusCode: 412, api error PreconditionFailed
Lock Info:
  ID:        0f1e2d3c-0000-1111-2222-333344445555
  Path:      odc-state/sea/sea.tfstate
  Operation: OperationTypeApply
  Who:       ann@laptop
  Version:   1.11.4
  Created:   2026-11-22 11:58:01.5 +0000 UTC
  Info:

Terraform acquires a state lock to protect the state from being written`;

test('a lock is told with whose it is and how it is broken', () => {
  expect(causeOf({ ...call, output: LOCKED })).toBe(
    'the state is locked by ann@laptop since 2026-11-22 11:58:01.5 +0000 UTC (OperationTypeApply); wait until that run has ended, or, only if it has died, run terraform -chdir=/out/stacks/sea force-unlock 0f1e2d3c-0000-1111-2222-333344445555',
  );
});

test('a lock on a server for states is broken by its own ID, not by that of whoever asked', () => {
  const output = LOCKED.replace('operation error', 'HTTP remote state already locked:\nID=9a8b7c6d-1\noperation error');
  expect(causeOf({ ...call, output })).toBe(
    'the state is locked; wait until that run has ended, or, only if it has died, run terraform -chdir=/out/stacks/sea force-unlock 9a8b7c6d-1',
  );
});

test('a lock that says nothing of itself is told as well', () => {
  expect(causeOf({ ...call, output: 'Error: Error acquiring the state lock\n\nLock Info:\n  ID:   \n' })).toBe(
    'the state is locked; wait until that run has ended, or, only if it has died, run terraform -chdir=/out/stacks/sea force-unlock LOCK_ID',
  );
});

// As Terraform, its backends and the AWS and Google providers write them.
test.each([
  ['apply', 'Error: Saved plan is stale', 'stale-plan'],
  ['plan', 'Error: Instance cannot be destroyed\n\nResource aws_efs_file_system.homes has', 'prevent-destroy'],
  ['apply', 'Error: Failed to persist state to backend\n\nError saving state: AccessDenied', 'state-not-saved'],
  ['plan', 'fork/exec .terraform/providers/x: text file busy', 'provider-cache'],
  ['plan', 'Error: Required plugins are not installed', 'provider-cache'],
  [
    'init',
    "the current package for registry.terraform.io/hashicorp/aws 5.100.0 doesn't match any of the checksums previously recorded",
    'provider-cache',
  ],
  ['init', "the package doesn't match any of the\nchecksums recorded in the dependency lock file", 'provider-cache'],
  ['init', 'Error: No valid credential sources found', 'lost-credentials'],
  ['plan', 'api error ExpiredToken: The provided token has expired.', 'lost-credentials'],
  [
    'init',
    'Error: storage.NewClient() failed: dialing: google: could not find default credentials.',
    'lost-credentials',
  ],
  [
    'init',
    'Error: Required token could not be found\n\nRun the following command to generate a token',
    'lost-credentials',
  ],
  ['apply', 'api error AccessDenied: User: x is not authorized to perform: eks:CreateCluster', 'access-denied'],
  ['plan', 'Error: AWS account ID not allowed: 123456789012', 'access-denied'],
  ['plan', 'googleapi: Error 403: Permission denied', 'access-denied'],
  ['init', 'Error: Failed to get existing workspaces: S3 bucket "odc-state" does not exist.', 'backend-missing'],
  [
    'init',
    "Error: Failed to get existing workspaces: querying Cloud Storage failed: storage: bucket doesn't exist",
    'backend-missing',
  ],
  ['plan', 'Error: Kubernetes cluster unreachable: the server has asked for the client', 'cluster-unreachable'],
  ['init', 'dial tcp 127.0.0.1:9: connect: connection refused', 'backend-unreachable'],
  ['plan', 'dial tcp: lookup eks.us-west-2.amazonaws.com: no such host', 'cloud-unreachable'],
  ['apply', 'EntityAlreadyExists: Role with name atlas-main-backup already exists.', 'already-there'],
  ['apply', 'googleapi: Error 409: Already Exists, alreadyExists', 'already-there'],
  ['apply', 'Error: creating EKS Cluster: LimitExceededException', 'apply-failed'],
])('what %s says of %j is told as %s', (step, output, id) => {
  const cause = failureCauses.find((each) => each.id === id);
  const failed = { ...call, step, output };
  expect(causeOf(failed)).toBe(cause?.sentence(failed));
});

test('a failure that says nothing known is left to its own words', () => {
  expect(causeOf({ ...call, step: 'plan', output: 'Error: Unsupported argument' })).toBeUndefined();
});
