import type { Check } from '../check.ts';
import { shippedNotebook } from '../notebook-files.ts';
import { runNotebook } from '../run-notebook.ts';

/** The driver shows the server a GPU. */
export const gpu: Check = {
  layer: 'gpu',
  needs: ['kernel'],
  applies: ({ target, choice }) => target.extras.has('gpu') || choice?.gpu === true,
  run: (visit, attempt) => runNotebook(shippedNotebook('gpu'), visit, attempt),
};
