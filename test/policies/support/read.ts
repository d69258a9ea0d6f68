import { type Resource, readPlan, readSynthesized } from '@hubfleet/policies';

type Body = Record<string, unknown>;

/** The one resource of a type in synthesized JSON, with whatever else the stack holds. */
export function synthesized(type: string, body: Body, rest: Body = {}): Resource {
  const { resource = {}, ...sections } = rest as { resource?: Body };
  const json = { ...sections, resource: { ...resource, [type]: { it: body } } };
  return one(readSynthesized(json, { stack: 's' }), `${type}.it`);
}

/** The one resource of a type in a plan made by hand. */
export function planned(type: string, change: Body, expressions: Body = {}, rest: Body = {}): Resource {
  const address = `${type}.it`;
  const json = {
    format_version: '1.2',
    resource_changes: [{ address, mode: 'managed', type, name: 'it', change: { actions: ['create'], ...change } }],
    configuration: {
      root_module: {
        resources: [{ address, mode: 'managed', type, name: 'it', expressions }, ...((rest.resources as Body[]) ?? [])],
      },
    },
  };
  return one(readPlan(json, { stack: 's' }), address);
}

export function one(resources: readonly Resource[], address: string): Resource {
  const found = resources.find((resource) => resource.address === address);
  if (!found) throw new Error(`${address} was not read`);
  return found;
}
