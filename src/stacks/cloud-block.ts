import { DataTerraformRemoteState, TerraformBackend, type TerraformRemoteState, type TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';

/** Where a workspace is. */
export interface CloudBlockProps {
  readonly organization: string;
  readonly hostname: string;
  readonly workspace: string;
  readonly project?: string | undefined;
}

/**
 * The `cloud` block of a stack. cdktf's own class starts Terraform for every stack to ask for its version, and fails
 * where there is none; synthesis needs none, and whoever plans asks once.
 */
export class CloudBlock extends TerraformBackend {
  readonly #props: CloudBlockProps;

  constructor(stack: TerraformStack, props: CloudBlockProps) {
    super(stack, 'backend', 'cloud');
    this.#props = props;
  }

  override toTerraform(): object {
    const { organization, hostname, workspace, project } = this.#props;
    const workspaces = { name: workspace, ...(project !== undefined && { project }) };
    return { terraform: { cloud: { hostname, organization, workspaces } } };
  }

  override toMetadata(): object {
    const cloud = this.#props.hostname.startsWith('app.terraform.io') ? 'tfc' : 'tfe';
    return { ...super.toMetadata(), cloud };
  }

  override getRemoteStateDataSource(scope: Construct, name: string): TerraformRemoteState {
    const { organization, hostname, workspace } = this.#props;
    return new DataTerraformRemoteState(scope, name, { organization, hostname, workspaces: { name: workspace } });
  }
}
