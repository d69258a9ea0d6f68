import { stringify } from 'yaml';

/** What a page says of one preset. */
export interface PresetPage {
  readonly preset: string;
  readonly title: string;
  /** A hub file that uses it. */
  readonly example: string;
  /** What it sets, as a hub file would. */
  readonly keys: object;
  /** Its profiles, as a hub file would have them. */
  readonly profiles: readonly object[];
  readonly notes: PresetNotes;
}

/** What data alone does not say. */
export interface PresetNotes {
  /** When to choose it. */
  readonly choose: string;
  /** What the cluster must have. */
  readonly needs: readonly string[];
  /** What is often changed, as a line of a hub file with its reason. */
  readonly change: readonly (readonly [line: string, why: string])[];
}

/** The reference page of a preset, in Markdown. */
export function renderPresetPage({ preset, title, example, keys, profiles, notes }: PresetPage): string {
  return `# Preset ${preset}

${title}. ${notes.choose}

## Needs

${notes.needs.map((need) => `- ${need}`).join('\n')}

## A hub of it

\`hubfleet init hub <cluster>/<hub> --preset ${preset} --domain <domain>\` writes such a file:

\`\`\`yaml
${example.trim()}
\`\`\`

## What it sets

Every key below can be in the hub file too, and wins there. In maps such as \`storage\` or \`culling\` single keys win; lists
are replaced whole. \`null\` removes \`scratchBucket\`, \`dask\`, \`placeholders\` or \`freeImage\`.

\`\`\`yaml
${stringify(keys, { lineWidth: 110 }).trim()}
\`\`\`

Its profiles, unless the file has \`profiles\`:

\`\`\`yaml
${stringify({ profiles }, { lineWidth: 110 }).trim()}
\`\`\`

## Often changed

${notes.change.map(([line, why]) => `- \`${line}\`: ${why}`).join('\n')}
`;
}
