import type { CostRow } from '../../report/cluster-row.ts';
import type { UsdRange } from '../../report/money.ts';
import { html, type Markup } from './markup.ts';

/** Where the scale of the bars ends, in US dollars: ceilings are so far away that they would hide everything else. */
export function costScale(rows: readonly { readonly expected: number; readonly budget: number }[]): number {
  return Math.max(1, ...rows.flatMap(({ expected, budget }) => [expected, budget])) * 1.12;
}

/** Floor, expected cost with its range, budget and ceiling as a bar; the figures stand beside it as text. */
export function costBar({ monthly, expectedLow, expectedHigh }: CostRow, budget: number, scale: number): Markup {
  const { floor, expected, ceiling } = monthly;
  const at = (amount: number) => `${round(Math.min(100, (amount / scale) * 100))}%`;
  const isOver = expected > budget;
  return html`<svg class="bar" aria-hidden="true" focusable="false"><rect class="ground" width="100%" height="20"/>
<rect class="most" x="${at(expected)}" width="${difference(at(ceiling), at(expected))}" y="6" height="8"/>
<rect class="expected" width="${at(expected)}" y="3" height="14"/><rect class="floor" width="${at(floor)}" y="3" height="14"/>
${isOver && html`<rect class="over" x="${at(budget)}" width="${difference(at(expected), at(budget))}" y="3" height="14"/>`}
<line class="edge" x1="${at(expectedLow)}" x2="${at(expectedHigh)}" y1="10" y2="10"/>
<line class="budget" x1="${at(budget)}" x2="${at(budget)}" y1="0" y2="20"/>
${ceiling <= scale && html`<line class="ceiling" x1="${at(ceiling)}" x2="${at(ceiling)}" y1="3" y2="17"/>`}</svg>`;
}

function difference(to: string, from: string): string {
  return `${round(Number.parseFloat(to) - Number.parseFloat(from))}%`;
}

/** What the marks of the bars mean. */
export const COST_LEGEND: Markup = html`<ul class="legend">
<li><svg class="bar" aria-hidden="true"><rect class="floor" width="100%" height="100%"/></svg>nobody logged in</li>
<li><svg class="bar" aria-hidden="true"><rect class="expected" width="100%" height="100%"/></svg>as expected</li>
<li><svg class="bar" aria-hidden="true"><rect class="most" width="100%" y="25%" height="50%"/></svg>at most; it goes on where the bar ends</li>
<li><svg class="bar" aria-hidden="true"><line class="budget" x1="50%" x2="50%" y1="0" y2="100%"/></svg>budget</li>
<li><svg class="bar" aria-hidden="true"><rect class="over" width="100%" height="100%"/></svg>expected beyond the budget</li>
</ul>`;

/** Parts of a sum as one bar. */
export function partsBar(parts: readonly { readonly monthly: UsdRange }[]): Markup {
  const sum = Math.max(
    0.01,
    parts.reduce((total, { monthly }) => total + monthly.expected, 0),
  );
  let left = 0;
  const pieces = parts.map(({ monthly }, index) => {
    const width = (monthly.expected / sum) * 100;
    const piece = html`<rect class="${colourClass(index)}" x="${round(left)}%" width="${round(width)}%" height="20"/>`;
    left += width;
    return piece;
  });
  return html`<svg class="bar" aria-hidden="true" focusable="false">${pieces}</svg>`;
}

/** A colour of the palette; the text beside it says the same. */
export function colourClass(index: number): string {
  return `c${(index % 6) + 1}`;
}

export function round(number: number): number {
  return Math.round(number * 100) / 100;
}
