import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Writes a fleet of any size, made of copies of the example fleet's clusters with names and domains of their own.
 *
 * @param {string} from folder of the example fleet
 * @param {string} to folder to write
 * @param {{ clusters: number, hubsPerCluster: number }} size
 */
export async function generateFleet(from, to, { clusters, hubsPerCluster }) {
  await mkdir(to, { recursive: true });
  await cp(join(from, 'fleet.yaml'), join(to, 'fleet.yaml'));
  const entries = await readdir(from, { withFileTypes: true });
  const models = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name);
  for (let index = 0; index < clusters; index += 1) {
    const model = join(from, models[index % models.length]);
    await copyCluster(model, join(to, `cluster-${index}`), index, hubsPerCluster);
  }
}

async function copyCluster(model, target, index, hubs) {
  await mkdir(join(target, 'hubs'), { recursive: true });
  await cp(join(model, 'cluster.yaml'), join(target, 'cluster.yaml'));
  const files = (await readdir(join(model, 'hubs'))).filter((file) => !file.endsWith('.admin.yaml'));
  for (let hub = 0; hub < hubs; hub += 1) {
    const file = files[hub % files.length];
    const text = await readFile(join(model, 'hubs', file), 'utf8');
    const domain = text.replace(/^domain: .*$/m, `domain: h${hub}.c${index}.bench.example`);
    // The first of each keeps its name, which the cluster file may use.
    const round = Math.floor(hub / files.length);
    await writeFile(join(target, 'hubs', round === 0 ? file : file.replace('.yaml', `-${round}.yaml`)), domain);
  }
}
