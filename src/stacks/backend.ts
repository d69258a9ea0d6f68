import { AzurermBackend, GcsBackend, HttpBackend, LocalBackend, S3Backend, type TerraformStack } from 'cdktf';
import type { Backend } from '../fleet/schema/backend.ts';
import { CloudBlock } from './cloud-block.ts';
import type { StackPlace } from './layer.ts';

/** What a state is called: unique in a folder by its key, in a flat list by the name of its stack. */
export interface StateName {
  readonly key: string;
  readonly stack: string;
}

type Add<Kind extends Backend['kind']> = (
  stack: TerraformStack,
  backend: Extract<Backend, { kind: Kind }>,
  name: StateName,
) => void;

const backends = {
  s3: (stack, { bucket, region, kmsKeyId, roleArn }, { key }) => {
    const backend = new S3Backend(stack, { bucket, region, key: `${key}.tfstate`, encrypt: true, kmsKeyId });
    // cdktf has no property for them; without lock files two runs could write one state.
    backend.addOverride('use_lockfile', true);
    if (roleArn !== undefined) backend.addOverride('assume_role', { role_arn: roleArn });
  },
  gcs: (stack, { bucket, kmsKey }, { key }) => {
    const backend = new GcsBackend(stack, { bucket, prefix: key });
    if (kmsKey !== undefined) backend.addOverride('kms_encryption_key', kmsKey);
  },
  cloud: (stack, { organization, hostname, project }, { stack: workspace }) =>
    new CloudBlock(stack, { organization, hostname, workspace, project }),
  azurerm: (stack, { storageAccount, container, resourceGroup }, { key }) =>
    new AzurermBackend(stack, {
      storageAccountName: storageAccount,
      containerName: container,
      resourceGroupName: resourceGroup,
      key: `${key}.tfstate`,
      // Identities, not the keys of the account, which open everything in it.
      useAzureadAuth: resourceGroup === undefined ? true : undefined,
    }),
  http: (stack, { address }, name) => {
    const state = `${address}/${name.stack}`;
    const lock = { lockAddress: `${state}/lock`, lockMethod: 'POST' };
    new HttpBackend(stack, { address: state, ...lock, unlockAddress: `${state}/lock`, unlockMethod: 'DELETE' });
  },
  // Relative, so that the output does not depend on the checkout folder.
  local: (stack) => new LocalBackend(stack, { path: 'terraform.tfstate' }),
} satisfies { [Kind in Backend['kind']]: Add<Kind> };

/** Gives a stack a state of this name. */
export function addNamedBackend(stack: TerraformStack, backend: Backend, name: StateName): void {
  const add = backends[backend.kind] as Add<Backend['kind']>;
  add(stack, backend, name);
}

/** Gives a stack its own state: the key is made of the names, so no two stacks share one. */
export function addBackend(stack: TerraformStack, { cluster, name }: StackPlace): void {
  addNamedBackend(stack, cluster.backend, { key: `${cluster.name}/${name}`, stack: name });
}
