import { DataTfeProject } from '@cdktf/provider-tfe/lib/data-tfe-project';
import { Construct } from 'constructs';

/** A project of the organization, which is there already: a `cloud` block that names one needs it to be. */
export class HcpProject extends Construct {
  /** Id of the project, `prj-…`. */
  public readonly projectId: string;

  /** @param projectName name of the project in the organization */
  constructor(scope: Construct, id: string, projectName: string) {
    super(scope, id);
    this.projectId = new DataTfeProject(this, 'Resource', { name: projectName }).id;
  }
}
