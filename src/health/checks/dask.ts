import type { Check } from '../check.ts';
import { shippedNotebook } from '../notebook-files.ts';
import { runNotebook } from '../run-notebook.ts';

/** A Dask cluster starts through the gateway, computes, and is ended. */
export const dask: Check = {
  layer: 'dask',
  needs: ['kernel'],
  applies: ({ target }) => target.extras.has('dask'),
  run: (visit, attempt) => runNotebook(shippedNotebook('dask-cluster'), visit, attempt),
};
