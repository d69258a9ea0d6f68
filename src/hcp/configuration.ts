import { posix } from 'node:path';
import { parseJson } from '@hubfleet/policies';
import { readFromArchive } from './configuration-archive.ts';
import { HttpFailure } from './http-failure.ts';
import { downloadSigned, type SignedDownload } from './signed-download.ts';

/** The file that cdktf writes for a stack. */
export const STACK_FILE = 'cdk.tf.json';

/**
 * Downloads an uploaded configuration and reads the Terraform JSON in it.
 * @param workingDirectory folder of the workspace inside the configuration; empty for the root
 * @throws Error when there is no such file, or the archive is unfit
 */
export async function downloadConfiguration(download: SignedDownload, workingDirectory: string): Promise<unknown> {
  const { status, bytes } = await downloadSigned(download);
  if (status !== 200) {
    const problem = `answered ${status} for the configuration`;
    throw new HttpFailure(download.url, problem, 'upload the configuration again', status);
  }
  const path = posix.normalize(posix.join(workingDirectory.replace(/^\/+/, ''), STACK_FILE));
  const file = await readFromArchive(bytes, path);
  if (file === undefined) {
    throw new Error(`configuration archive: holds no ${path}; upload the folder of a synthesized stack`);
  }
  return parseJson(file, path);
}
