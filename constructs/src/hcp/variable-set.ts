import { Variable } from '@cdktf/provider-tfe/lib/variable';
import { VariableSet } from '@cdktf/provider-tfe/lib/variable-set';
import { WorkspaceVariableSet } from '@cdktf/provider-tfe/lib/workspace-variable-set';
import { Construct } from 'constructs';
import { invalidProp } from '../private/errors';
import type { HcpCloudLogin } from './cloud-login';
import type { IHcpWorkspace } from './workspace';

/** Properties of `HcpVariableSet`. */
export interface HcpVariableSetProps {
  /** Name of the set, unique in its organization. */
  readonly variableSetName: string;
  /**
   * What the set is for.
   * @default - none
   */
  readonly description?: string;
  /**
   * How runs of the workspaces log in to their cloud.
   * @default - the set does not say
   */
  readonly login?: HcpCloudLogin;
  /**
   * Further environment variables, by name. Values are read by everybody who may see the workspaces.
   * @default - none
   */
  readonly environment?: { [name: string]: string };
}

/** Variables that hold keys of a cloud, which this set refuses. */
const STATIC_KEYS =
  /^(?:AWS_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)|GOOGLE_(?:CREDENTIALS|OAUTH_ACCESS_TOKEN)|GOOGLE_CLOUD_KEYFILE_JSON|TFE_TOKEN|TF_TOKEN_.*)$/;

/** Environment variables that several workspaces share. */
export class HcpVariableSet extends Construct {
  private readonly variableSetId: string;

  constructor(scope: Construct, id: string, props: HcpVariableSetProps) {
    super(scope, id);
    const { variableSetName, description, login, environment = {} } = props;
    const key = Object.keys(environment).find((name) => STATIC_KEYS.test(name));
    if (key !== undefined) {
      throw invalidProp(this, 'environment', `must not hold keys, got ${key}`, 'let runs log in with login instead');
    }
    const set = new VariableSet(this, 'Resource', { name: variableSetName, description, global: false });
    this.variableSetId = set.id;
    for (const [name, value] of Object.entries({ ...environment, ...login?.environment })) {
      new Variable(this, name, { variableSetId: set.id, key: name, value, category: 'env', sensitive: false });
    }
  }

  /** Gives the variables to a workspace. */
  public attach(workspace: IHcpWorkspace): void {
    new WorkspaceVariableSet(this, `Workspace-${workspace.workspaceName}`, {
      variableSetId: this.variableSetId,
      workspaceId: workspace.workspaceId,
    });
  }
}
