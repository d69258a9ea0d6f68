import type { Attempt, Outcome } from './check.ts';
import { HealthFailure } from './health-failure.ts';
import { differenceOf } from './kernel/compare-outputs.ts';
import { type KernelChoice, kernelChoices, LiveKernel } from './kernel/live-kernel.ts';
import type { Output } from './kernel/output.ts';
import type { Notebook, NotebookCell } from './notebook.ts';
import type { Visit } from './visit.ts';

/** An error of this name says that the image lacks what is needed to look; that is worth a warning, not a failure. */
const NOT_CHECKED = 'NotChecked';

/** Runs a notebook in a kernel of its own and compares what it puts out with what was saved in it. */
export async function runNotebook(notebook: Notebook, visit: Visit, { signal, report }: Attempt): Promise<Outcome> {
  const choices = await kernelChoices(visit.http, visit.server, signal);
  const choice = kernelFor(notebook, choices);
  if (!choice) {
    const there = choices.map(({ name }) => name).join(', ') || 'none';
    return { detail: '', warning: `not checked: the image has no ${notebook.language} kernel, only ${there}` };
  }
  const kernel = await LiveKernel.start(visit.http, visit.server, choice.name, signal);
  try {
    for (const cell of notebook.cells) {
      report(`cell ${cell.number} of ${notebook.name}`, true);
      const outputs = await runCell(kernel, cell, signal);
      const reason = notChecked(outputs);
      if (reason !== undefined) return { detail: '', warning: `not checked: ${reason}` };
      judge(cell, outputs);
    }
  } finally {
    await kernel.shutdown();
  }
  return { detail: lastLine(notebook) };
}

/** The kernel it was saved with, else the first of its language; names differ from image to image. */
export function kernelFor(notebook: Notebook, choices: readonly KernelChoice[]): KernelChoice | undefined {
  const ofLanguage = choices.filter(({ language }) => language === notebook.language);
  return ofLanguage.find(({ name }) => name === notebook.kernel) ?? ofLanguage[0];
}

async function runCell(kernel: LiveKernel, cell: NotebookCell, signal: AbortSignal): Promise<Output[]> {
  try {
    return await kernel.execute(cell.source, signal);
  } catch (error) {
    if (!(error instanceof HealthFailure)) throw error;
    throw new HealthFailure(`cell ${cell.number}: ${error.message}`, { ...(error.remedy && { remedy: error.remedy }) });
  }
}

function notChecked(outputs: readonly Output[]): string | undefined {
  return outputs.flatMap((output) => (output.kind === 'error' && output.name === NOT_CHECKED ? output.value : []))[0];
}

function judge(cell: NotebookCell, outputs: readonly Output[]): void {
  const error = outputs.find((output) => output.kind === 'error');
  if (error?.kind === 'error' && !cell.raises) {
    throw new HealthFailure(`cell ${cell.number}: ${error.name}: ${error.value}`);
  }
  const difference = cell.compared ? differenceOf(cell.outputs, outputs) : undefined;
  if (difference !== undefined) throw new HealthFailure(`cell ${cell.number} ${difference}`);
}

/** What the notebook says at its end tells more than the number of its cells. */
function lastLine({ cells }: Notebook): string {
  const said = cells.at(-1)?.outputs.flatMap((output) => ('text' in output ? output.text.trim().split('\n') : []));
  return said?.at(-1) || `${cells.length} cells as expected`;
}
