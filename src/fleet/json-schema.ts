import { z } from 'zod';
import { clusterFile } from './clouds/registry.ts';
import { hubFile } from './schema/hub.ts';
import { fleetFile } from './schema/organization.ts';
import { waiverFile } from './schema/waiver.ts';

const schemas = { fleet: fleetFile, cluster: clusterFile, hub: hubFile, waivers: waiverFile };

/** Kinds of fleet files. */
export type SchemaName = keyof typeof schemas;

export const schemaNames = Object.keys(schemas) as readonly SchemaName[];

/** JSON Schema of one kind of file, as editors want it: keys with a default may be left out. */
export function jsonSchema(name: SchemaName): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(schemas[name], { io: 'input' });
  return { $schema, $id: `urn:hubfleet:schema:${name}`, ...schema };
}
