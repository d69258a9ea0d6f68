import type { Check } from '../check.ts';
import { shippedNotebook } from '../notebook-files.ts';
import { runNotebook } from '../run-notebook.ts';

/** The server's identity may write to, read from and delete in the scratch bucket. */
export const scratch: Check = {
  layer: 'scratch',
  needs: ['kernel'],
  applies: ({ target }) => target.extras.has('scratch'),
  run: (visit, attempt) => runNotebook(shippedNotebook('scratch-bucket'), visit, attempt),
};
