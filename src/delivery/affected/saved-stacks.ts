import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hcpStackName, stackName } from '../../fleet/stack-name.ts';
import type { Layer } from '../../stacks/layer.ts';
import type { StackVersion } from './affected-stack.ts';
import { UnreadableBase } from './unreadable-base.ts';

type Place = Pick<StackVersion, 'cluster' | 'layer' | 'hub'>;

/**
 * The stacks of a synthesis that was kept, as `cdktf.out` of an earlier version.
 * @param dir folder with `stacks/<stack>/cdk.tf.json`
 * @throws UnreadableBase
 */
export async function savedStacks(dir: string, label: string): Promise<StackVersion[]> {
  const entries = await readdir(join(dir, 'stacks'), { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return await Promise.all(
    names.sort().map(async (name) => {
      const place = placeOf(name, names);
      if (!place) {
        throw new UnreadableBase(
          `${label}: ${name} belongs to no cluster whose data and support stacks are there too; keep the synthesis of the whole fleet`,
        );
      }
      const file = join(dir, 'stacks', name, 'cdk.tf.json');
      return { name, ...place, json: await readJson(file, `${label}: stacks/${name}/cdk.tf.json`) };
    }),
  );
}

/** Every cluster has stacks for data and support, and all its stacks begin with its name. */
function placeOf(name: string, names: readonly string[]): Place | undefined {
  if (name === hcpStackName) return { cluster: '', layer: 'workspaces' };
  const clusters = names
    .filter((each) => each.endsWith('-data'))
    .map((each) => each.slice(0, -'-data'.length))
    .filter((each) => names.includes(stackName(each, 'support')) && (name === each || name.startsWith(`${each}-`)));
  const cluster = clusters.sort((a, b) => b.length - a.length)[0];
  if (cluster === undefined) return undefined;
  const rest = name.slice(cluster.length + 1);
  const own: Partial<Record<string, Layer>> = { '': 'cluster', data: 'data', support: 'support' };
  const layer = own[rest];
  return layer ? { cluster, layer } : { cluster, layer: 'hub', hub: rest };
}

async function readJson(file: string, label: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new UnreadableBase(`${label}: cannot be read: ${(error as Error).message}; keep a whole synthesis`);
  }
}
