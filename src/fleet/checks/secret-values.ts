import type { FleetCheck } from '../draft.ts';
import { trySecretKind } from '../secret-looking.ts';

/** No file holds a secret. The value is never repeated: problems end up in public logs. */
export const checkSecretValues: FleetCheck = ({ sources }) =>
  sources.flatMap((source) =>
    [...source.texts()].flatMap(({ path, value }) => {
      const key = path.findLast((step) => typeof step === 'string') ?? '';
      const kind = trySecretKind(String(key), value);
      if (!kind) return [];
      const message = `value looks like ${kind}`;
      const remedy = 'take it out of the file, replace it where it was issued, and keep the new one in a secret store';
      return [source.problem(path, { message, remedy, sensitive: true })];
    }),
  );
