import { z } from 'zod';
import { type Output, type RawOutput, toOutput } from './kernel/output.ts';

/** A notebook whose saved outputs are what a healthy hub puts out. */
export interface Notebook {
  /** File name without `.ipynb`. */
  readonly name: string;
  /** Name of the kernel it was saved with. */
  readonly kernel?: string;
  /** Language of the kernel, in lower case. */
  readonly language: string;
  readonly cells: readonly NotebookCell[];
}

/** A cell with code; its number counts all cells from 1, as a reader does. */
export interface NotebookCell {
  readonly number: number;
  readonly source: string;
  readonly outputs: readonly Output[];
  /** Whether the outputs are compared. */
  readonly compared: boolean;
  /** Whether the cell is meant to raise an error. */
  readonly raises: boolean;
}

const text = z.union([z.string(), z.array(z.string()).transform((lines) => lines.join(''))]);

const notebookFile = z.object({
  nbformat: z.literal(4),
  metadata: z.object({
    kernelspec: z.object({ name: z.string(), language: z.string().optional() }).optional(),
    language_info: z.object({ name: z.string() }).optional(),
  }),
  cells: z.array(
    z.object({
      cell_type: z.string(),
      source: text,
      metadata: z.object({ tags: z.array(z.string()).default([]) }),
      outputs: z.array(z.looseObject({ output_type: z.string() })).default([]),
    }),
  ),
});

/**
 * Reads a notebook. Tags of cells are those of nbval: `nbval-skip`, `nbval-ignore-output`, `raises-exception`.
 * @throws Error with what is wrong, without the name of the file
 */
export function parseNotebook(name: string, json: string): Notebook {
  const parsed = notebookFile.safeParse(parseJson(json));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`is no notebook of format 4: ${issue?.path.join('.') || 'file'}: ${issue?.message}`);
  }
  const { metadata, cells } = parsed.data;
  const language = metadata.kernelspec?.language ?? metadata.language_info?.name ?? 'python';
  return {
    name,
    ...(metadata.kernelspec && { kernel: metadata.kernelspec.name }),
    language: language.toLowerCase(),
    cells: cells.flatMap((cell, index) => {
      const { tags } = cell.metadata;
      if (cell.cell_type !== 'code' || cell.source.trim() === '' || tags.includes('nbval-skip')) return [];
      const outputs = cell.outputs.flatMap((raw) => toOutput(raw.output_type, raw as RawOutput) ?? []);
      const compared = !tags.includes('nbval-ignore-output');
      return [{ number: index + 1, source: cell.source, outputs, compared, raises: tags.includes('raises-exception') }];
    }),
  };
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new Error('is not JSON');
  }
}
