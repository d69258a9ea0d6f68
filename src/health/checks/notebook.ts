import type { Check } from '../check.ts';
import type { Notebook } from '../notebook.ts';
import { shippedNotebook } from '../notebook-files.ts';
import { runNotebook } from '../run-notebook.ts';

/** A notebook runs to its end and puts out what was saved in it. */
export function notebookCheck(notebook: Notebook): Check {
  return {
    layer: 'notebook',
    subject: notebook.name,
    needs: ['kernel'],
    run: (visit, attempt) => runNotebook(notebook, visit, attempt),
  };
}

/** Code runs and results come back. */
export const simple: Check = {
  layer: 'notebook',
  subject: 'simple',
  needs: ['kernel'],
  run: (visit, attempt) => runNotebook(shippedNotebook('simple'), visit, attempt),
};
