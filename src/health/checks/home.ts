import type { Check } from '../check.ts';
import { shippedNotebook } from '../notebook-files.ts';
import { runNotebook } from '../run-notebook.ts';

/** A file in the home directory is written, read back and removed. */
export const home: Check = {
  layer: 'home',
  needs: ['kernel'],
  run: (visit, attempt) => runNotebook(shippedNotebook('home-storage'), visit, attempt),
};
