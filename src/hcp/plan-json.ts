import { parseJson } from '@hubfleet/policies';
import { HttpFailure } from './http-failure.ts';
import { backoffMs, defaultPace, pause } from './patient-call.ts';
import { downloadSigned, type SignedDownload } from './signed-download.ts';

const REMEDIES: Readonly<Record<number, string>> = {
  401: 'use a token that may read the plan',
  403: 'use a token with admin access to the workspace',
  404: 'use a token with admin access to the workspace',
  422: 'run with a version of Terraform that writes plans as JSON (0.12 or later)',
};

/**
 * Downloads a plan as JSON, waiting while it is not finished.
 * @param download its signal ends the waiting
 */
export async function downloadPlan(download: SignedDownload & { readonly signal: AbortSignal }): Promise<unknown> {
  const { url, signal, pace = defaultPace } = download;
  for (let attempt = 1; ; attempt += 1) {
    const { status, bytes } = await downloadSigned(download);
    if (status === 200) return parseJson(bytes, 'plan');
    if (status !== 204) {
      throw new HttpFailure(url, `answered ${status} for the plan`, REMEDIES[status] ?? 'try again later', status);
    }
    await pause(backoffMs(attempt, pace), signal);
  }
}
