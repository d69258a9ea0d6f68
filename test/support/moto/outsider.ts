import type { Moto } from '../moto.ts';

/** The emulator takes region and service from the signature and does not verify it. */
const signedFor = (service: string) => ({
  authorization: `AWS4-HMAC-SHA256 Credential=testing/20260101/us-west-2/${service}/aws4_request, Signature=0`,
});

/** Calls EC2 as somebody would who does not use Terraform, and answers the XML. */
export async function callAws(moto: Moto, parameters: Readonly<Record<string, string>>): Promise<string> {
  const body = new URLSearchParams({ Version: '2016-11-15', ...parameters });
  const answer = await fetch(moto.url, { method: 'POST', headers: signedFor('ec2'), body });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${parameters.Action}: ${answer.status} ${text}`);
  return text;
}

/** Deletes all file systems behind Terraform's back. */
export async function deleteFileSystems(moto: Moto): Promise<void> {
  const { FileSystems } = JSON.parse((await moto.existing())['EFS file systems']);
  for (const { FileSystemId } of FileSystems) {
    const url = `${moto.url}/2015-02-01/file-systems/${FileSystemId}`;
    const { ok, status } = await fetch(url, { method: 'DELETE', headers: signedFor('elasticfilesystem') });
    if (!ok) throw new Error(`${FileSystemId} cannot be deleted: ${status}`);
  }
}
