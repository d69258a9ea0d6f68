import { buffer } from 'node:stream/consumers';
import { createGzip } from 'node:zlib';
import { Header } from 'tar';

/** Attributes of an ingress rule that is open to the world on port 22, which is refused. */
const open = { cidr_ipv4: '0.0.0.0/0', ip_protocol: 'tcp', from_port: 22, to_port: 22 };

/** The same from the own network, which is fine. */
const closed = { ...open, cidr_ipv4: '10.0.0.0/8' };

const INGRESS = 'aws_vpc_security_group_ingress_rule';

/** Plan JSON with as many refused resources as asked for and one that is fine. */
export function planWith(refused: number): object {
  const rules = [
    ...Array.from({ length: refused }, (_, index) => [`open_${index}`, open] as const),
    ['closed', closed],
  ];
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    resource_changes: rules.map(([name, after]) => ({
      address: `${INGRESS}.${name}`,
      mode: 'managed',
      type: INGRESS,
      name,
      provider_name: 'registry.terraform.io/hashicorp/aws',
      change: { actions: ['create'], before: null, after, after_unknown: {} },
    })),
  };
}

/** Terraform JSON with an ingress rule. */
export function stackWith(rule: 'open' | 'closed'): object {
  const body = {
    ...(rule === 'open' ? open : closed),
    '//': { metadata: { path: 'atlas-west/Cluster/Ssh', uniqueId: 'ssh' } },
  };
  return { resource: { [INGRESS]: { [rule === 'open' ? 'open_0' : 'closed']: body } } };
}

/** An entry of an archive; the body defaults to nothing. */
export interface Entry {
  readonly path: string;
  readonly body?: string;
  readonly type?: 'File' | 'SymbolicLink' | 'Link' | 'Directory';
  readonly linkpath?: string;
}

/** A tar.gz of any entries, also of those that no packer would write. */
export async function archiveOf(entries: readonly Entry[]): Promise<Uint8Array> {
  const blocks: Buffer[] = [];
  for (const { path, body = '', type = 'File', linkpath } of entries) {
    const block = Buffer.alloc(512);
    const size = Buffer.byteLength(body);
    new Header({ path, mode: 0o644, size, type, mtime: new Date(0), ...(linkpath && { linkpath }) }).encode(block);
    blocks.push(block, Buffer.from(body), Buffer.alloc((512 - (size % 512)) % 512));
  }
  blocks.push(Buffer.alloc(1024));
  return await gzip(Buffer.concat(blocks));
}

export async function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = createGzip();
  stream.end(bytes);
  return await buffer(stream);
}
