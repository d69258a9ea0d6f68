import { execa } from 'execa';
import type { Moto } from '../moto.ts';
import { onPath } from '../terraform.ts';

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

/** Somebody who changes the cloud without Terraform: with the aws program, or by its calls where there is none. */
export class Outsider {
  readonly #moto: Moto;
  readonly #program = onPath('aws');

  constructor(moto: Moto) {
    this.#moto = moto;
  }

  /** Writes a tag on the network of a cluster. */
  async noteOnNetwork(cluster: string, note: string): Promise<void> {
    const named = { 'Filter.1.Name': 'tag:Name', 'Filter.1.Value.1': cluster };
    const xml = await callAws(this.#moto, { Action: 'DescribeVpcs', ...named });
    const id = /<vpcId>(vpc-[^<]+)<\/vpcId>/.exec(xml)?.[1] ?? '';
    if (this.#program) await this.#aws('ec2', 'create-tags', '--resources', id, '--tags', `Key=note,Value=${note}`);
    else
      await callAws(this.#moto, {
        Action: 'CreateTags',
        'ResourceId.1': id,
        'Tag.1.Key': 'note',
        'Tag.1.Value': note,
      });
  }

  /** Lets the user pool of a cluster grow further. */
  async growPool(cluster: string, maxSize: number): Promise<void> {
    const groups = `/clusters/${cluster}/node-groups`;
    const { nodegroups } = (await this.#call('eks', 'GET', groups)) as { nodegroups: string[] };
    const name = nodegroups.find((each) => each.includes('small')) ?? '';
    if (this.#program) {
      const options = ['--cluster-name', cluster, '--nodegroup-name', name, '--scaling-config', `maxSize=${maxSize}`];
      await this.#aws('eks', 'update-nodegroup-config', ...options);
    } else await this.#call('eks', 'POST', `${groups}/${name}/update-config`, { scalingConfig: { maxSize } });
  }

  /** Deletes all file systems, and before them what mounts them. */
  async deleteHomes(): Promise<void> {
    const api = '/2015-02-01';
    const { FileSystems } = (await this.#call('elasticfilesystem', 'GET', `${api}/file-systems`)) as Listing;
    for (const { FileSystemId: id = '' } of FileSystems ?? []) {
      const mounts = `${api}/mount-targets?FileSystemId=${id}`;
      const { MountTargets } = (await this.#call('elasticfilesystem', 'GET', mounts)) as Listing;
      for (const { MountTargetId: target = '' } of MountTargets ?? []) {
        await this.#delete(['delete-mount-target', '--mount-target-id', target], `${api}/mount-targets/${target}`);
      }
      await this.#delete(['delete-file-system', '--file-system-id', id], `${api}/file-systems/${id}`);
    }
  }

  async #delete(options: string[], path: string): Promise<void> {
    if (this.#program) await this.#aws('efs', ...options);
    else await this.#call('elasticfilesystem', 'DELETE', path);
  }

  async #aws(...args: string[]): Promise<void> {
    const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...this.#moto.env };
    await execa(this.#program ?? 'aws', args, { env, extendEnv: false, stdin: 'ignore' });
  }

  async #call(service: string, method: string, path: string, body?: object): Promise<unknown> {
    const sent = body && { body: JSON.stringify(body) };
    const answer = await fetch(`${this.#moto.url}${path}`, { method, headers: signedFor(service), ...sent });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? {} : JSON.parse(text);
  }
}

interface Listing {
  readonly FileSystems?: readonly { readonly FileSystemId?: string }[];
  readonly MountTargets?: readonly { readonly MountTargetId?: string }[];
}
