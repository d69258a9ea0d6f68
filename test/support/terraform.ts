import { accessSync, constants, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { arch, homedir, platform, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A real Terraform that finds the AWS provider without a network. */
export interface RealTerraform {
  readonly binary: string;
  /** For every process that runs Terraform. */
  readonly env: Readonly<Record<string, string>>;
}

/** A tool that tests need; without it they are skipped, loudly, and in CI they fail. */
export function requireTool<Tool>(tool: Tool | undefined, missing: string): Tool | undefined {
  if (tool !== undefined) return tool;
  if (process.env.CI === 'true') throw new Error(missing);
  console.warn(`SKIPPED: ${missing}`);
  return undefined;
}

/** Path of a program on the PATH. */
export function onPath(name: string): string | undefined {
  const files = (process.env.PATH ?? '').split(delimiter).map((dir) => join(dir, name));
  return files.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Finds Terraform and a local mirror of its providers. */
export function findTerraform(): RealTerraform | undefined {
  const name = process.env.TERRAFORM_BINARY_NAME ?? 'terraform';
  const binary = requireTool(
    onPath(name),
    `no ${name} on the PATH; install Terraform >= 1.11 to run the end-to-end tests`,
  );
  const mirror = requireTool(
    mirrors().find(holdsAwsProvider),
    'no local mirror with the AWS provider; make one with `terraform providers mirror DIR`, unpack it, and set HUBFLEET_PROVIDER_MIRROR=DIR',
  );
  if (!binary || !mirror) return undefined;
  const dir = mkdtempSync(join(tmpdir(), 'hubfleet-terraform-'));
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
  const file = join(dir, 'cli.tfrc');
  // Without a `direct` block nothing is ever downloaded.
  writeFileSync(file, `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }\n}\n`);
  return {
    binary,
    env: { PATH: process.env.PATH ?? '', HOME: homedir(), TF_CLI_CONFIG_FILE: file, CHECKPOINT_DISABLE: '1' },
  };
}

/** Folders where Terraform looks by itself, and those of locally added software. */
function mirrors(): string[] {
  const chosen = process.env.HUBFLEET_PROVIDER_MIRROR;
  if (chosen) return [chosen];
  const shared = ['/usr/local/share', '/usr/share', process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share')];
  return [
    join(homedir(), '.terraform.d', 'plugins'),
    ...shared.map((dir) => join(dir, 'terraform', 'plugins')),
    ...list('/opt').map((name) => join('/opt', name)),
  ];
}

function holdsAwsProvider(mirror: string): boolean {
  const system = `${platform()}_${arch() === 'x64' ? 'amd64' : arch()}`;
  return list(mirror).some((host) => {
    const versions = join(mirror, host, 'hashicorp', 'aws');
    return list(versions).some((version) => existsSync(join(versions, version, system)));
  });
}

function list(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch {
    return [];
  }
}
