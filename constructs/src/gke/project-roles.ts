import { ProjectIamMember } from '@cdktf/provider-google/lib/project-iam-member';
import { Construct } from 'constructs';
import type { IWorkloadIdentity } from '../cluster';
import { invalidProp } from '../private/errors';
import { GkeWorkloadIdentity } from './workload-identity';

/** Roles that reach into every service of a project. */
const BASIC_ROLES = ['roles/owner', 'roles/editor', 'roles/viewer'];

/** What an identity may do in a project, outside the buckets of its cluster. */
export class GkeProjectRoles extends Construct {
  constructor(scope: Construct, id: string, project: string, identity: IWorkloadIdentity, roles: string[]) {
    super(scope, id);
    if (!(identity instanceof GkeWorkloadIdentity)) {
      throw invalidProp(this, 'identity', 'is not of Google Cloud', 'create it with a cluster on GKE');
    }
    const wide = roles.find((role) => BASIC_ROLES.includes(role));
    if (wide !== undefined)
      throw invalidProp(this, 'roles', `allows too much by ${wide}`, 'name a role of one service');
    for (const role of roles) {
      new ProjectIamMember(this, role.split('/').pop() ?? role, { project, role, member: identity.principal });
    }
  }
}
