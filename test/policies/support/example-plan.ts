import type { Example, Json, Resource, Stage } from '@hubfleet/policies';
import { readPlan, readSynthesized } from '@hubfleet/policies';

type Body = Record<string, Json>;

/** Reads a rule's example at a stage; at `plan` it is what Terraform would plan for a stack that does not exist yet. */
export function readExample(example: Example, stage: Stage): Resource[] {
  const stacks = Object.entries({ example: example.terraform, ...example.stacks });
  return stacks.flatMap(([stack, terraform]) =>
    stage === 'synth' ? readSynthesized(terraform, { stack }) : readPlan(planOf({ ...example, terraform }), { stack }),
  );
}

function planOf({ terraform, changes = {} }: Example): Json {
  const blocks = [...blocksOf(terraform.resource, 'managed', ''), ...blocksOf(terraform.data, 'data', 'data.')];
  return {
    format_version: '1.2',
    resource_changes: blocks.map(({ expressions: _, body, ...block }) => {
      const { actions, replacePaths, actionReason, deposed, before } = changes[block.address] ?? {};
      const { known, unknowns } = split(body);
      return {
        ...block,
        ...(actionReason && { action_reason: actionReason }),
        ...(deposed && { deposed }),
        change: {
          actions: [...(actions ?? [block.mode === 'data' ? 'read' : 'create'])],
          ...(before && { before }),
          after: known,
          after_unknown: unknowns,
          ...(replacePaths && { replace_paths: replacePaths.map((path) => [...path]) }),
        },
      };
    }),
    configuration: { root_module: { resources: blocks.map(({ body: _, ...block }) => block) } },
  };
}

function blocksOf(section: Json | undefined, mode: string, prefix: string) {
  return Object.entries((section ?? {}) as Record<string, Record<string, Body>>).flatMap(([type, named]) =>
    Object.entries(named).map(([name, { lifecycle: _, ...body }]) => {
      const expressions = Object.fromEntries(Object.entries(body).map(([key, value]) => [key, expressionOf(value)]));
      return {
        address: `${prefix}${type}.${name}`,
        mode,
        type,
        name,
        body: body as Body,
        expressions: expressions as Body,
      };
    }),
  );
}

/** As Terraform writes them for JSON syntax: blocks go down, attributes hold the literal and its references. */
function expressionOf(value: Json): Json {
  if (Array.isArray(value) && value.length > 0 && value.every(isBlock)) return value.map(blockOf);
  if (isBlock(value)) return blockOf(value);
  const references = Array.from(JSON.stringify(value).matchAll(/\$\{([\w.]+)\}/g), ([, name]) => name as string);
  return { constant_value: value, ...(references.length > 0 && { references }) };
}

function isBlock(value: Json): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function blockOf(value: Body): Body {
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, expressionOf(inner)]));
}

/** Parts a body into what is known and the tree of marks for what is not. */
function split(value: Json): { known: Json; unknowns: Json } {
  if (typeof value === 'string' && value.includes('${')) return { known: null, unknowns: true };
  if (Array.isArray(value)) {
    const parts = value.map(split);
    return { known: parts.map(({ known }) => known), unknowns: parts.map(({ unknowns }) => unknowns) };
  }
  if (!isBlock(value)) return { known: value, unknowns: false };
  const parts = Object.entries(value).map(([key, inner]) => [key, split(inner)] as const);
  return {
    known: Object.fromEntries(parts.map(([key, { known }]) => [key, known])),
    unknowns: Object.fromEntries(
      parts.filter(([, { unknowns }]) => unknowns !== false).map(([key, { unknowns }]) => [key, unknowns]),
    ),
  };
}
