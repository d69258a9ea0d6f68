import { basename } from 'node:path';
import { TerraformUnusable } from './failure.ts';
import type { TerraformRunner } from './runner.ts';

/** What plans: Terraform, or OpenTofu, which began as a copy of it. */
type Product = 'Terraform' | 'OpenTofu';

/** What stacks need of the program, and since when each product has it. */
const needs: readonly {
  readonly what: string;
  readonly since: Readonly<Record<Product, readonly [number, number]>>;
}[] = [
  { what: 'lock files in S3', since: { Terraform: [1, 11], OpenTofu: [1, 10] } },
  { what: 'ephemeral values and write-only arguments', since: { Terraform: [1, 11], OpenTofu: [1, 11] } },
];

const MINIMUM = '1.11';

/**
 * Makes sure that the binary runs and is new enough.
 * @param directory any existing folder
 * @throws TerraformUnusable
 */
export async function requireVersion(terraform: TerraformRunner, directory: string): Promise<string> {
  const { binary } = terraform;
  const ask = async (...args: string[]): Promise<string> =>
    (await terraform.run({ stack: basename(binary), directory, args: ['version', ...args], capture: true })).stdout;
  const answer = await ask('-json');
  const version = versionIn(answer);
  if (version === undefined) {
    throw new TerraformUnusable(
      `${binary}: its version cannot be read, got ${JSON.stringify(answer.slice(0, 40))}; use Terraform or OpenTofu >= ${MINIMUM}`,
    );
  }
  if (lacking(version, 'Terraform').length === 0) return version;
  // Both products write the same JSON; only the text for people says which it is.
  const product: Product = /^OpenTofu v/m.test(await ask()) ? 'OpenTofu' : 'Terraform';
  const missing = lacking(version, product).join(' and ');
  if (missing === '') return version;
  throw new TerraformUnusable(`${binary}: ${product} ${version} is too old for ${missing}; use ${MINIMUM} or newer`);
}

function versionIn(stdout: string): string | undefined {
  try {
    const { terraform_version: version } = JSON.parse(stdout) as { terraform_version?: unknown };
    return typeof version === 'string' && /^\d+\.\d+\.\d+/.test(version) ? version : undefined;
  } catch {
    return undefined;
  }
}

function lacking(version: string, product: Product): string[] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return needs
    .filter(({ since }) => {
      const [sinceMajor, sinceMinor] = since[product];
      return major < sinceMajor || (major === sinceMajor && minor < sinceMinor);
    })
    .map(({ what }) => what);
}
