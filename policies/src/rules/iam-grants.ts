import type { Block, Resource } from '../resource';
import { see, unknown, type Verdict, within } from '../verdict';

/** Who gets what from one IAM resource of Google Cloud. */
export interface Grant {
  readonly role: string | undefined;
  readonly members: readonly string[];
  /** Members that cannot be seen: why. */
  readonly hidden: string | undefined;
  readonly roleHidden: string | undefined;
  readonly attribute: string;
}

/** Grants of a `…_iam_member`, `…_iam_binding` or `data.google_iam_policy`. */
export function grants(resource: Resource): Grant[] {
  if (resource.type === 'google_iam_policy') return resource.blocks('binding').map((block) => grant(block, 'members'));
  return [grant(resource, resource.type.endsWith('_binding') ? 'members' : 'member')];
}

function grant(block: Block, path: string): Grant {
  const role = see(block.get('role'));
  // A member taken from another resource is a service account of one's own, never everybody.
  const values = (path === 'members' ? block.each(path) : [block.get(path)]).filter(
    ({ state }) => state !== 'reference',
  );
  const sights = values.map((value) =>
    value.state === 'unknown' &&
    value.template !== undefined &&
    /^(?:serviceAccount|user|group|principal)/.test(value.template)
      ? ({ seen: true, value: value.template } as const)
      : see(value),
  );
  const blind = sights.find((sight) => !sight.seen);
  return {
    role: role.seen ? String(role.value ?? '') : undefined,
    roleHidden: role.seen ? undefined : role.reason,
    members: sights.flatMap((sight) => (sight.seen && sight.value != null ? [String(sight.value)] : [])),
    hidden: blind && !blind.seen ? blind.reason : undefined,
    attribute: within(block, path),
  };
}

/** Members that anybody on the internet is. */
export const EVERYBODY = /^(?:allUsers|allAuthenticatedUsers)$/;

/** The verdict about members that cannot be seen. */
export function hiddenMembers({ hidden, attribute }: Grant): Verdict {
  return hidden === undefined ? [] : unknown(`${attribute} cannot be checked: it ${hidden}`, attribute);
}

/** The types that grant roles at one place, for example `google_project_iam`. */
export function iamTypes(...stems: readonly string[]): string[] {
  return stems.flatMap((stem) => [`${stem}_member`, `${stem}_binding`]);
}
