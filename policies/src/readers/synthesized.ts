import { createResource, type Resource } from '../resource';
import { StackNames } from '../stack-names';
import { UnreadableInput } from '../unreadable-input';
import { isRecord, type Json, known, unset } from '../value';
import { SynthesizedValues } from './synthesized-values';

/** Where a Terraform JSON file belongs. */
export interface ReadOptions {
  /** Name of the stack. */
  readonly stack: string;
}

/**
 * Reads the resources and data sources of a `cdk.tf.json` (or any Terraform JSON) file.
 * @throws UnreadableInput when it is something else
 */
export function readSynthesized(json: unknown, at: ReadOptions): Resource[] {
  if (!isRecord(json)) {
    throw new UnreadableInput(at.stack, 'is not Terraform JSON', 'give a cdk.tf.json file');
  }
  const names = new StackNames(json);
  const resources: Resource[] = [];
  for (const mode of ['managed', 'data'] as const) {
    for (const [type, name, body] of entries(json[mode === 'data' ? 'data' : 'resource'])) {
      if (body.count !== 0) resources.push(toResource({ stack: at.stack, mode, type, name, body, names }));
    }
  }
  return resources;
}

interface Entry {
  readonly stack: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly body: Record<string, unknown>;
  readonly names: StackNames;
}

function toResource({ stack, mode, type, name, body, names }: Entry): Resource {
  const path = constructPath(body);
  const lifecycle = Array.isArray(body.lifecycle) ? body.lifecycle[0] : body.lifecycle;
  const preventDestroy = isRecord(lifecycle) ? lifecycle.prevent_destroy : undefined;
  const facts = {
    stack,
    address: mode === 'data' ? `data.${type}.${name}` : `${type}.${name}`,
    type,
    name,
    mode,
    ...(path !== undefined && { path }),
    lifecycle: { preventDestroy: preventDestroy === undefined ? unset(false) : known(preventDestroy as Json) },
    removed: false,
  };
  return createResource(facts, new SynthesizedValues(type, body, names));
}

/** The construct path that cdktf and cdktn leave beside every element. */
export function constructPath(body: Record<string, unknown>): string | undefined {
  const note = body['//'];
  const metadata = isRecord(note) ? note.metadata : undefined;
  return isRecord(metadata) && typeof metadata.path === 'string' ? metadata.path : undefined;
}

/** The bodies under `resource` or `data`, which may be objects or lists of objects at each level. */
export function entries(section: unknown): [type: string, name: string, body: Record<string, unknown>][] {
  return fields(section).flatMap(([type, byName]) =>
    fields(byName).flatMap(([name, bodies]) =>
      records(bodies).map((body): [string, string, Record<string, unknown>] => [type, name, body]),
    ),
  );
}

function fields(node: unknown): [string, unknown][] {
  return records(node).flatMap((record) => Object.entries(record).filter(([key]) => key !== '//'));
}

function records(node: unknown): Record<string, unknown>[] {
  return (Array.isArray(node) ? node : [node]).filter(isRecord);
}
