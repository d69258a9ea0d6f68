import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Notebook } from './notebook.ts';
import { readNotebooks } from './notebook-files.ts';

/**
 * The notebooks for one hub: those in the folder itself are for all hubs, those in `<cluster>/<hub>` for that one.
 * @throws Error `<file> <what is wrong>`
 */
export async function ownNotebooks(folder: string, cluster: string | undefined, hub: string): Promise<Notebook[]> {
  const shared = await readNotebooks(folder);
  if (cluster === undefined) return shared;
  const own = join(folder, cluster, hub);
  const isThere = await stat(own).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  return isThere ? [...shared, ...(await readNotebooks(own))] : shared;
}
