import { GcsBackend, LocalBackend, S3Backend, type TerraformStack } from 'cdktf';
import type { Backend } from '../fleet/schema/backend.ts';
import type { StackPlace } from './layer.ts';

type Add<Kind extends Backend['kind']> = (
  stack: TerraformStack,
  backend: Extract<Backend, { kind: Kind }>,
  key: string,
) => void;

const backends = {
  s3: (stack, { bucket, region, kmsKeyId }, key) => {
    const backend = new S3Backend(stack, { bucket, region, key: `${key}.tfstate`, encrypt: true, kmsKeyId });
    // cdktf has no property for it; without it two runs could write one state.
    backend.addOverride('use_lockfile', true);
  },
  gcs: (stack, { bucket }, key) => new GcsBackend(stack, { bucket, prefix: key }),
  // Relative, so that the output does not depend on the checkout folder.
  local: (stack) => new LocalBackend(stack, { path: 'terraform.tfstate' }),
} satisfies { [Kind in Backend['kind']]: Add<Kind> };

/** Gives a stack its own state: the key is made of the names, so no two stacks share one. */
export function addBackend(stack: TerraformStack, { cluster, name }: StackPlace): void {
  const add = backends[cluster.backend.kind] as Add<Backend['kind']>;
  add(stack, cluster.backend, `${cluster.name}/${name}`);
}
