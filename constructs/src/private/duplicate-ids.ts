import { TerraformDataSource, TerraformElement, TerraformResource, type TerraformStack } from 'cdktf';

/**
 * Elements of a stack that cdktf would write under one name, so that the later silently replaces the earlier:
 * it drops every character but letters, digits, `-` and `_` from ids, and hashes only ids of two parts and more.
 */
export function duplicateIds(stack: TerraformStack): string[] {
  const paths = new Map<string, string[]>();
  for (const node of stack.node.findAll()) {
    if (!TerraformElement.isTerraformElement(node)) continue;
    const name = `${kind(node)}.${node.friendlyUniqueId}`;
    paths.set(name, [...(paths.get(name) ?? []), node.node.path]);
  }
  return [...paths]
    .filter(([, list]) => list.length > 1)
    .map(([name, list]) => `${list.join(' and ')}: both become ${name}, and one would be lost; give one another id`);
}

function kind(element: TerraformElement): string {
  if (TerraformResource.isTerraformResource(element)) return element.terraformResourceType;
  if (TerraformDataSource.isTerraformDataSource(element)) return `data.${element.terraformResourceType}`;
  return element.constructor.name;
}
