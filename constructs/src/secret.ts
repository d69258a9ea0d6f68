import { TerraformStack, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';

/**
 * A secret that is named here and read by Terraform while it applies.
 *
 * The value travels through an ephemeral resource into a write-only argument, so neither the synthesized JSON nor
 * the state holds it. Needs Terraform 1.11.
 */
export class Secret {
  /** The current version of a secret in AWS Secrets Manager, by name or ARN. */
  public static awsSecretsManager(nameOrArn: string): Secret {
    return new Secret(nameOrArn, (stack, element) => {
      stack.addOverride(`ephemeral.aws_secretsmanager_secret_version.${element}`, { secret_id: nameOrArn });
      return `\${ephemeral.aws_secretsmanager_secret_version.${element}.secret_string}`;
    });
  }

  /** The latest version of a secret in Google Secret Manager, by its short name in the provider's project. */
  public static gcpSecretManager(name: string): Secret {
    return new Secret(name, (stack, element) => {
      stack.addOverride(`ephemeral.google_secret_manager_secret_version.${element}`, { secret: name });
      return `\${ephemeral.google_secret_manager_secret_version.${element}.secret_data}`;
    });
  }

  /** A sensitive, ephemeral Terraform variable: `TF_VAR_<name>`, or a variable of an HCP Terraform workspace. */
  public static variable(name: string): Secret {
    return new Secret(name, (stack, element) => {
      if (stack.node.tryFindChild(element) === undefined) {
        const variable = new TerraformVariable(stack, element, { type: 'string', sensitive: true });
        variable.addOverride('ephemeral', true);
      }
      return `\${var.${element}}`;
    });
  }

  private constructor(
    private readonly source: string,
    private readonly bind: (stack: TerraformStack, element: string) => string,
  ) {}

  /**
   * Declares the source in the scope's stack and returns the expression that reads it.
   *
   * @internal
   */
  public _expression(scope: Construct): string {
    return this.bind(
      TerraformStack.of(scope),
      this.source.replace(/[^A-Za-z0-9_]/g, '_').replace(/^([^A-Za-z_])/, '_$1'),
    );
  }
}
