import { TerraformUnusable } from './failure.ts';
import type { TerraformRunner } from './runner.ts';

/** Oldest version with lock files in S3 and write-only arguments, of Terraform as of OpenTofu. */
const MINIMUM = [1, 11] as const;

/**
 * Makes sure that the binary runs and is new enough.
 * @param directory any existing folder
 * @throws TerraformUnusable
 */
export async function requireVersion(terraform: TerraformRunner, directory: string): Promise<string> {
  const { stdout } = await terraform.run({ stack: 'terraform', directory, args: ['version', '-json'], capture: true });
  const version = versionIn(stdout);
  const minimum = MINIMUM.join('.');
  if (version === undefined) {
    throw new TerraformUnusable(
      `${terraform.binary}: its version cannot be read, got ${JSON.stringify(stdout.slice(0, 40))}; use Terraform or OpenTofu >= ${minimum}`,
    );
  }
  if (!isNewEnough(version)) {
    throw new TerraformUnusable(
      `${terraform.binary}: version ${version} is too old for lock files in S3 and write-only arguments; use ${minimum} or newer`,
    );
  }
  return version;
}

function versionIn(stdout: string): string | undefined {
  try {
    const { terraform_version: version } = JSON.parse(stdout) as { terraform_version?: unknown };
    return typeof version === 'string' && /^\d+\.\d+\.\d+/.test(version) ? version : undefined;
  } catch {
    return undefined;
  }
}

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1]);
}
