import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import { Construct } from 'constructs';
import { type ClusterAccessOptions, ClusterRole } from '../access';
import { invalidProp, isLiteral } from '../private/errors';

const ROLES: Record<ClusterRole, string> = {
  [ClusterRole.ADMIN]: 'roles/container.admin',
  [ClusterRole.EDIT]: 'roles/container.developer',
  [ClusterRole.VIEW]: 'roles/container.viewer',
};

/** A member that may use the API of the project's clusters; Google Cloud grants this by project, not by cluster. */
export class GkeAccess extends Construct {
  constructor(scope: Construct, id: string, project: string, { principal, role }: ClusterAccessOptions) {
    super(scope, id);
    if (isLiteral(principal) && !/^(user|group|serviceAccount|principal|principalSet):./.test(principal)) {
      throw invalidProp(
        this,
        'principal',
        `is not a member, got ${principal}`,
        'write group:<address> or user:<address>',
      );
    }
    new ProjectIamMember(this, 'Resource', { project, role: ROLES[role], member: principal });
  }
}
