import { createHash } from 'node:crypto';
import { type Child, html, type Markup, trusted } from './markup.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

/** A page of the report. */
export interface Page {
  readonly title: string;
  readonly heading: Child;
  /** Below the heading. */
  readonly lead: Child;
  readonly sections: readonly Section[];
  readonly foot: Child;
}

/** A part of a page that the navigation leads to. */
export interface Section {
  readonly id: string;
  readonly title: string;
  /** For the navigation, where the title is long. @default the title */
  readonly short?: string;
  readonly body: Child;
}

/** Nothing is loaded from anywhere, and only the style and the script of this very file count. */
const POLICY = [
  "default-src 'none'",
  `style-src '${hashOf(STYLE)}'`,
  `script-src '${hashOf(SCRIPT)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** The text of a page: one file that needs no other and no network. */
export function renderPage({ title, heading, lead, sections, foot }: Page): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${trusted(STYLE)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<svg class="unseen" aria-hidden="true" focusable="false"><defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="hatch" x1="0" y1="0" x2="0" y2="6"/></pattern></defs></svg>
<header class="head">
<div><h1>${heading}</h1>${lead}</div>
<button id="theme" type="button" aria-pressed="false" hidden>Dark colours</button>
</header>
<nav class="nav" aria-label="Sections"><ul>${sections.map(({ id, title: full, short }) => html`<li><a href="#${id}">${short ?? full}</a></li>`)}</ul></nav>
<main id="main" tabindex="-1">
${sections.map(renderSection)}
</main>
<footer class="foot quiet small">${foot}</footer>
<script>${trusted(SCRIPT)}</script>
</body>
</html>
`.text;
}

function renderSection({ id, title, body }: Section): Markup {
  return html`<section class="sheet" id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${body}
</section>
`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
