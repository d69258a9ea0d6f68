import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { synthesize } from '../../src/stacks/synthesize.ts';
import { BindingSchema } from '../support/binding-schema.ts';
import { fleetOf } from '../support/fleet.ts';
import { fullFiles } from '../support/full-clusters.ts';
import type { TerraformJson } from '../support/synth.ts';

test('every resource of a full cluster on each cloud has the attributes that its bindings require, and no others', async () => {
  const outdir = mkdtempSync(join(tmpdir(), 'hubfleet-bindings-'));
  try {
    const { stacks } = await synthesize(await fleetOf(fullFiles()), { outdir });
    const schemas = new Map<string, BindingSchema>();
    const faults = stacks.flatMap(({ name: stack, json }) =>
      Object.entries((json as TerraformJson).resource ?? {}).flatMap(([type, named]) => {
        const schema = schemas.get(type) ?? new BindingSchema(type);
        schemas.set(type, schema);
        return Object.entries(named).flatMap(([name, body]) => schema.faults(body, `${stack}/${type}.${name}`));
      }),
    );
    expect(faults).toEqual([]);
    expect(schemas.size).toBeGreaterThan(70);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
});

test('an attribute that the bindings do not know is found, and one that they require', () => {
  const schema = new BindingSchema('aws_eks_access_entry');
  expect(schema.faults({ cluster_name: 'atlas', colour: 'red' }, 'entry')).toEqual([
    'entry.principalarn: is required',
    'entry.colour: is not known',
  ]);
});
