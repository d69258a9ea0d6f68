import { TerraformStack } from 'cdktf';

/** A stack as a program built it, or its Terraform JSON, parsed or as text. */
export type StackJson = TerraformStack | object | string;

/** Attributes of a resource as Terraform JSON has them. */
export type Attributes = Readonly<Record<string, unknown>>;

/** Terraform JSON of whatever stands for a stack. */
export function jsonOf(stack: StackJson): Readonly<Record<string, unknown>> {
  if (typeof stack === 'string') return JSON.parse(stack) as Record<string, unknown>;
  // Synthesis resolves tokens; what a stack holds before is of no use to a test.
  if (TerraformStack.isStack(stack)) return JSON.parse(JSON.stringify(stack.toTerraform())) as Record<string, unknown>;
  return stack as Record<string, unknown>;
}

/** All resources of a type, by their names in Terraform. */
export function stackResources(stack: StackJson, type: string): Attributes[] {
  const { resource = {} } = jsonOf(stack) as { resource?: Record<string, Record<string, Attributes>> };
  const named = resource[type] ?? {};
  return Object.keys(named)
    .sort()
    .map((name) => named[name] as Attributes);
}

/** Types of resources that a stack has. */
export function resourceTypes(stack: StackJson): string[] {
  return Object.keys((jsonOf(stack) as { resource?: object }).resource ?? {}).sort();
}
