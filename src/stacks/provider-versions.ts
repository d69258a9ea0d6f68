import type { TerraformStack } from 'cdktf';

/**
 * What Terraform may install. The bindings are the newest of each provider; only attributes that both ends of a range
 * know are used.
 */
const ranges: Record<string, string> = {
  aws: '>= 5.100, < 7',
  google: '>= 6.50, < 7',
  helm: '>= 3.1, < 4',
  kubernetes: '>= 2.38, < 3',
  tfe: '>= 0.71, < 1',
};

/** Write-only arguments and lock files in S3 need it. */
const TERRAFORM = '>= 1.11';

/** Replaces cdktf's exact pins by ranges. */
export function widenProviderVersions(stack: TerraformStack, providers: readonly string[]): void {
  stack.addOverride('terraform.required_version', TERRAFORM);
  for (const provider of providers)
    stack.addOverride(`terraform.required_providers.${provider}.version`, ranges[provider]);
}
