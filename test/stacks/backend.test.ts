import { App, TerraformStack, Testing } from 'cdktf';
import { expect, test } from 'vitest';
import { type Backend, backend as schema } from '../../src/fleet/schema/backend.ts';
import { stackHome } from '../../src/hcp/stack-home.ts';
import { addNamedBackend } from '../../src/stacks/backend.ts';

const NAME = { key: 'atlas/atlas-data', stack: 'atlas-data' };

function written(backend: object, name = NAME) {
  const stack = new TerraformStack(new App({ stackTraces: false }), 'atlas-data');
  addNamedBackend(stack, schema.parse(backend) as Backend, name);
  return JSON.parse(Testing.synth(stack)).terraform;
}

const s3 = { kind: 's3', bucket: 'odc-state', region: 'us-west-2' };
const s3Block = {
  bucket: 'odc-state',
  region: 'us-west-2',
  key: 'atlas/atlas-data.tfstate',
  encrypt: true,
  use_lockfile: true,
};

test.each([
  { backend: s3, block: { s3: s3Block } },
  { backend: { ...s3, kmsKeyId: 'alias/state' }, block: { s3: { ...s3Block, kms_key_id: 'alias/state' } } },
  {
    backend: { ...s3, roleArn: 'arn:aws:iam::123456789012:role/state' },
    block: { s3: { ...s3Block, assume_role: { role_arn: 'arn:aws:iam::123456789012:role/state' } } },
  },
  {
    backend: { kind: 'gcs', bucket: 'odc-state' },
    block: { gcs: { bucket: 'odc-state', prefix: 'atlas/atlas-data' } },
  },
  {
    backend: { kind: 'gcs', bucket: 'odc-state', kmsKey: 'projects/p/key' },
    block: { gcs: { bucket: 'odc-state', prefix: 'atlas/atlas-data', kms_encryption_key: 'projects/p/key' } },
  },
  {
    backend: { kind: 'azurerm', storageAccount: 'odcstate', container: 'states' },
    block: {
      azurerm: {
        storage_account_name: 'odcstate',
        container_name: 'states',
        key: 'atlas/atlas-data.tfstate',
        use_azuread_auth: true,
      },
    },
  },
  {
    backend: { kind: 'http', address: 'https://git.odc.example/state' },
    block: {
      http: {
        address: 'https://git.odc.example/state/atlas-data',
        lock_address: 'https://git.odc.example/state/atlas-data/lock',
        lock_method: 'POST',
        unlock_address: 'https://git.odc.example/state/atlas-data/lock',
        unlock_method: 'DELETE',
      },
    },
  },
  { backend: { kind: 'local' }, block: { local: { path: 'terraform.tfstate' } } },
])('keeps the state of a stack in $backend', ({ backend, block }) => {
  expect(written(backend).backend).toEqual(block);
});

test('keeps the state of a stack in a workspace of its name, where an API-driven run finds it', () => {
  const terraform = written({ kind: 'cloud', organization: 'odc', project: 'hubs' });
  const workspaces = { name: 'atlas-data', project: 'hubs' };
  expect(terraform.cloud).toEqual({ organization: 'odc', hostname: 'app.terraform.io', workspaces });
  expect(stackHome({ terraform })).toEqual({
    kind: 'cloud',
    hostname: 'app.terraform.io',
    organization: 'odc',
    workspace: 'atlas-data',
  });
});

test.each([
  [{ kind: 'azurerm', storageAccount: 'odc-state', container: 'states' }, 'storageAccount'],
  [{ kind: 'azurerm', storageAccount: 'odcstate', container: 'my--states' }, 'container'],
  [{ kind: 'http', address: 'http://git.odc.example/state' }, 'address'],
  [{ kind: 'http', address: 'https://ann:secret@git.odc.example/state' }, 'address'],
  [{ kind: 'http', address: 'https://git.odc.example/state/' }, 'address'],
  [{ kind: 'cloud', organization: 'odc', hostname: 'https://tfe.odc.example' }, 'hostname'],
  [{ ...s3, roleArn: 'state' }, 'roleArn'],
])('refuses %j', (backend, key) => {
  const { error } = schema.safeParse(backend);
  expect(error?.issues.map(({ path }) => path.join('.'))).toEqual([key]);
});
