import { type Child, html, type Markup } from './markup.ts';

/** A table that can be sorted and filtered. */
export interface TableView {
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Instead of a table without rows. */
  readonly empty: string;
  /** Tools above the table; absent: none. */
  readonly filter?: Filter;
}

export interface Column {
  readonly label: string;
  /** @default 'text' */
  readonly type?: 'text' | 'number' | 'picture';
}

export interface Row {
  /** The first is the heading of the row. */
  readonly cells: readonly Cell[];
  /** By name of a facet. */
  readonly facets?: Readonly<Record<string, string>>;
}

/** What a cell shows, and what it is sorted by where that is something else; an empty text is unknown. */
export type Cell = Child | { readonly show: Child; readonly by: string | number };

export interface Filter {
  /** What is counted, for example `hubs`. */
  readonly what: string;
  readonly facets: readonly Facet[];
}

export interface Facet {
  /** Part of an attribute: lower case. */
  readonly name: string;
  readonly label: string;
  /** @default the values of the rows, sorted */
  readonly labels?: Readonly<Record<string, string>>;
}

/** On a narrow screen each row is a card. */
export function renderTable({ id, caption, columns, rows, empty, filter }: TableView): Markup {
  if (rows.length === 0) return html`<p class="quiet">${empty}</p>`;
  return html`${filter && renderTools(id, filter, rows)}<div class="scroll" role="region" tabindex="0" aria-labelledby="${id}-caption">
<table id="${id}" class="cards" role="table"><caption id="${id}-caption">${caption}</caption>
<thead role="rowgroup"><tr role="row">${columns.map(renderHeading)}</tr></thead>
<tbody role="rowgroup">${rows.map((row) => renderRow(row, columns))}</tbody>
</table></div>`;
}

function renderHeading({ label, type = 'text' }: Column): Markup {
  if (type === 'picture') return html`<th scope="col" role="columnheader" class="mute">${label}</th>`;
  return html`<th scope="col" role="columnheader" data-type="${type}"${type === 'number' && html` class="n"`}><button type="button">${label}</button></th>`;
}

function renderRow({ cells, facets = {} }: Row, columns: readonly Column[]): Markup {
  const attributes = Object.entries(facets).map(([name, value]) => html` data-${name}="${value}"`);
  return html`<tr role="row"${attributes}>${cells.map((cell, index) => renderCell(cell, columns[index], index))}</tr>
`;
}

const CLASSES = { text: '', number: 'n', picture: 'picture' } as const;

function renderCell(cell: Cell, { label, type = 'text' }: Column = { label: '' }, index = 0): Markup {
  const { show, by } = isKeyed(cell) ? cell : { show: cell, by: undefined };
  const value = by !== undefined && html` data-value="${by}"`;
  if (index === 0) return html`<th scope="row" role="rowheader"${value}>${show}</th>`;
  const name = CLASSES[type];
  return html`<td role="cell" data-label="${label}"${name !== '' && html` class="${name}"`}${value}><div>${show}</div></td>`;
}

function isKeyed(cell: Cell): cell is Extract<Cell, { by: string | number }> {
  return typeof cell === 'object' && 'by' in cell;
}

function renderTools(id: string, { what, facets }: Filter, rows: readonly Row[]): Markup {
  return html`<div class="tools" role="search" aria-label="Filter ${what}" data-for="${id}" data-what="${what}" hidden>
<label class="wide">Search ${what}<input type="search" autocomplete="off" spellcheck="false"></label>
${facets.map((facet) => renderFacet(facet, rows))}
<button type="button">Show all</button>
<output aria-live="polite"></output>
</div>
`;
}

function renderFacet({ name, label, labels = {} }: Facet, rows: readonly Row[]): Markup | false {
  const values = [...new Set(rows.map(({ facets = {} }) => facets[name] ?? ''))].filter((value) => value !== '').sort();
  if (values.length < 2) return false;
  return html`<label>${label}<select name="${name}"><option value="">all</option>${values.map(
    (value) => html`<option value="${value}">${labels[value] ?? value}</option>`,
  )}</select></label>`;
}
