import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { UnusableRecords } from './record-folder.ts';

const NAME = 'running.lock';

interface Holder {
  readonly id: string;
  readonly pid: number;
  readonly host: string;
}

/**
 * Does the work while no other rollout with the same records runs: two would mix their waves, and each would take the
 * other's locked states for failures. The lock of a process that died on this machine is taken over.
 * @throws UnusableRecords
 */
export async function whileAlone<T>(dir: string, id: string, work: () => Promise<T>): Promise<T> {
  const file = join(dir, NAME);
  await take(dir, file, { id, pid: process.pid, host: hostname() });
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function take(dir: string, file: string, own: Holder, again = true): Promise<void> {
  await mkdir(dir, { recursive: true });
  try {
    await writeFile(file, JSON.stringify(own), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const holder = await holderOf(file);
    if (!again || !isDead(holder)) {
      throw new UnusableRecords(
        `${file}: rollout ${holder?.id ?? '(unknown)'} runs on ${holder?.host ?? 'another machine'}; wait until it ends, or remove the file if it died`,
      );
    }
    await rm(file, { force: true });
    await take(dir, file, own, false);
  }
}

async function holderOf(file: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}

/** Processes of other machines cannot be asked. */
function isDead(holder: Holder | undefined): boolean {
  if (!holder || holder.host !== hostname()) return false;
  try {
    process.kill(holder.pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
