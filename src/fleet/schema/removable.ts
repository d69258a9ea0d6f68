import type { z } from 'zod';

/** A key that a file may set to `null` to be rid of what a preset brings. */
export function removable<S extends z.ZodType>(schema: S) {
  return schema.nullish().transform((value): z.output<S> | undefined => value ?? undefined);
}
