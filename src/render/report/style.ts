/** Colours of the report: each text colour has a contrast of at least 4.5 on every ground it stands on. */
const LIGHT = `
  color-scheme: light;
  --ground: #f3f5f8; --sheet: #ffffff; --raised: #eef1f5; --text: #1b2430; --quiet: #51606f; --line: #d3dae2;
  --link: #0a58a8; --good: #176b32; --warn: #835000; --bad: #b0201a;
  --bar: #2f6fb3; --bar-soft: #a9c8e8; --mark: #1b2430; --hatch: #8a97a5;
  --c1: #2f6fb3; --c2: #b35c1e; --c3: #3d8a57; --c4: #7c55a6; --c5: #9a7d0a; --c6: #5f6b78;`;
const DARK = `
  color-scheme: dark;
  --ground: #0e1218; --sheet: #171d26; --raised: #202835; --text: #e7edf4; --quiet: #a5b2c0; --line: #344050;
  --link: #82bbff; --good: #6fd68c; --warn: #f0be5b; --bad: #ff958c;
  --bar: #5b9fe6; --bar-soft: #2f4f72; --mark: #f3f6fa; --hatch: #6c7b8c;
  --c1: #5b9fe6; --c2: #e08a4b; --c3: #62b980; --c4: #ab85d6; --c5: #d1b23c; --c6: #98a5b3;`;

const BASE = `
* { box-sizing: border-box; }
html { scroll-padding-top: 4rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0; }
h1, h2, p, li, summary { overflow-wrap: anywhere; }
.head > div { min-width: 0; }
h2 { font-size: 1.25rem; margin: 0 0 .25rem; }
h3 { font-size: 1.05rem; margin: 1.25rem 0 .5rem; }
p { margin: .4rem 0 .8rem; max-width: 46rem; }
.quiet { color: var(--quiet); }
.small { font-size: .86rem; }
.skip { position: absolute; left: -999rem; padding: .5rem 1rem; background: var(--sheet); z-index: 9; }
.skip:focus { left: .5rem; top: .5rem; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.break { overflow-wrap: anywhere; }
.whole { white-space: nowrap; }
td code { display: inline-block; min-width: 9rem; }
code { font: .88em ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
button, input, select { font: inherit; color: var(--text); background: var(--sheet); border: 1px solid var(--quiet);
  border-radius: 6px; padding: .35rem .6rem; min-height: 2.25rem; max-width: 100%; }
button { cursor: pointer; }
button[aria-pressed=true] { background: var(--text); color: var(--sheet); }
[hidden] { display: none !important; }`;

const LAYOUT = `
.head { display: flex; flex-wrap: wrap; gap: .75rem 1.5rem; align-items: center; justify-content: space-between;
  padding: 1.25rem clamp(.75rem, 3vw, 2.5rem) .75rem; }
.head p { margin: .2rem 0 0; }
.nav { position: sticky; top: 0; z-index: 5; background: var(--ground); border-block: 1px solid var(--line);
  padding: 0 clamp(.75rem, 3vw, 2.5rem); overflow-x: auto; }
.nav ul { display: flex; gap: .25rem; list-style: none; margin: 0 0 0 -.6rem; padding: 0; white-space: nowrap; }
.nav a { display: block; padding: .65rem .6rem; text-decoration: none; }
.nav a:hover { text-decoration: underline; }
main, .foot { padding: 0 clamp(.75rem, 3vw, 2.5rem); max-width: 100rem; margin-inline: auto; }
.foot { padding-block: 1rem 3rem; }
.sheet { background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; margin: 1rem 0;
  padding: 1.1rem clamp(.8rem, 2vw, 1.5rem) 1.3rem; min-width: 0; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(10.5rem, 1fr)); gap: .75rem; margin: 1rem 0;
  padding: 0; list-style: none; }
.tile { background: var(--sheet); border: 1px solid var(--line); border-radius: 10px; padding: .8rem 1rem; }
.tile b { display: block; font-size: 1.55rem; line-height: 1.25; font-variant-numeric: tabular-nums; }
.tile .what { font-weight: 600; }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 15rem), 1fr)); gap: .7rem 1.5rem;
  margin: .75rem 0; }
.facts div { min-width: 0; }
.facts dt { color: var(--quiet); font-size: .86rem; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.attention { list-style: none; margin: .5rem 0 0; padding: 0; }
.attention li { padding: .5rem 0; border-top: 1px solid var(--line); display: flex; gap: .8rem; align-items: baseline; }
.attention li > :first-child { flex: none; width: 4.2rem; }
.attention li > :last-child { min-width: 0; overflow-wrap: anywhere; }
details { border-top: 1px solid var(--line); }
details > summary { cursor: pointer; padding: .7rem .2rem; font-weight: 600; }
details[open] > summary { margin-bottom: .3rem; }
.plain { margin: .4rem 0 .8rem; padding-left: 1.2rem; }
.badge { white-space: nowrap; font-weight: 600; }
.badge > span { margin-right: .3em; }
.good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); }`;

const TABLES = `
.tools { display: flex; flex-wrap: wrap; gap: .6rem .9rem; align-items: end; margin: .6rem 0 .8rem; }
.tools label { display: grid; gap: .15rem; font-size: .86rem; color: var(--quiet); min-width: 0; }
.tools label.wide { flex: 1 1 14rem; max-width: 26rem; }
.tools input { width: 100%; }
.tools output { padding-bottom: .45rem; color: var(--quiet); }
.scroll { overflow-x: auto; position: relative; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--quiet); font-size: .86rem; padding: 0 0 .35rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .7rem .5rem 0; border-top: 1px solid var(--line); }
thead th { border-top: 0; font-size: .86rem; color: var(--quiet); vertical-align: bottom; white-space: nowrap; }
thead th.mute { padding-block: .7rem; }
thead button { border: 0; background: none; padding: .2rem .3rem .2rem 0; min-height: 0; font-weight: 600; color: inherit; }
thead button::after { content: "\\2195"; margin-left: .3em; opacity: .75; }
[aria-sort=ascending] button::after { content: "\\2191"; opacity: 1; }
[aria-sort=descending] button::after { content: "\\2193"; opacity: 1; }
tbody th { font-weight: 600; min-width: 9rem; }
td.n, th.n { text-align: right; padding-right: 1.1rem; white-space: nowrap; }
td.picture { min-width: 11rem; width: 34%; }
tbody tr:hover { background: var(--raised); }
.sub { display: block; color: var(--quiet); font-size: .86rem; font-weight: 400; overflow-wrap: anywhere; }
@media (max-width: 700px) {
  .cards, .cards tbody, .cards tr, .cards td, .cards tbody th { display: block; width: auto; }
  .cards thead tr { display: flex; flex-wrap: wrap; gap: 0 .9rem; }
  .cards thead th { border: 0; padding: 0; }
  .cards thead th.mute { display: none; }
  .cards thead button { padding-block: .35rem; }
  .cards tbody tr { border-top: 1px solid var(--line); padding: .6rem 0; }
  .cards td, .cards tbody th { border: 0; padding: .12rem 0; white-space: normal; }
  .cards td { display: grid; grid-template-columns: 8.2rem minmax(0, 1fr); gap: .6rem; text-align: left; }
  .cards td, .cards tbody th { overflow-wrap: anywhere; min-width: 0; }
  .cards td::before { content: attr(data-label); color: var(--quiet); font-size: .86rem; }
  .cards td.n { padding-right: 0; }
  .cards td.picture { min-width: 0; width: auto; }
}`;

const PICTURES = `
svg { display: block; max-width: 100%; }
.bar { width: 100%; height: 20px; overflow: visible; }
.bar .ground { fill: var(--raised); } .bar .floor { fill: var(--bar); } .bar .expected { fill: var(--bar-soft); }
.bar .edge { stroke: var(--mark); stroke-width: 2; } .bar .budget { stroke: var(--mark); stroke-width: 3; }
.bar .most { fill: url(#hatch); } .bar .ceiling { stroke: var(--quiet); stroke-width: 2; }
.bar .over { fill: var(--bad); }
.block { fill: var(--bar-soft); stroke: var(--sheet); stroke-width: 1.5; vector-effect: non-scaling-stroke; }
.rest { fill: url(#hatch); stroke: var(--line); }
.hatch { stroke: var(--hatch); stroke-width: 2; }
.c1 { fill: var(--c1); } .c2 { fill: var(--c2); } .c3 { fill: var(--c3); } .c4 { fill: var(--c4); }
.c5 { fill: var(--c5); } .c6 { fill: var(--c6); }
.legend { display: flex; flex-wrap: wrap; gap: .3rem 1.1rem; margin: .4rem 0; padding: 0; list-style: none; font-size: .86rem; }
.legend svg { display: inline-block; width: 1.1em; height: 1.1em; vertical-align: -.15em; margin-right: .35em; overflow: hidden; }
.checks { height: 26px; overflow: visible; }
.checks .ok { fill: var(--good); } .checks .no { fill: none; stroke: var(--bad); stroke-width: 2; }
.map { min-width: 46rem; }
.map rect { fill: var(--raised); stroke: var(--line); }
.map text { fill: var(--text); font-size: 13px; }
.map .kind { fill: var(--quiet); font-size: 12px; }
.map path { fill: none; stroke: var(--hatch); stroke-width: 1.3; }
.map .login { stroke-dasharray: 5 3; } .map .keeps { stroke: var(--c3); stroke-width: 2; } .map .runs { stroke: var(--c1); }`;

const PRINT = `
@media print {
  @page { margin: 14mm; }
  body { background: none; font-size: 10pt; }
  .nav, .tools, .skip, #theme { display: none !important; }
  .sheet, .tile { border: 0; padding: 0; border-radius: 0; }
  .sheet { break-before: auto; margin: 1.2rem 0; }
  .scroll { overflow: visible; }
  tr, .tile, .facts div, figure { break-inside: avoid; }
  table, .sub, caption, thead th { font-size: 8pt; } th, td, td.n, th.n { padding: .25rem .45rem .25rem 0; }
  tbody th { min-width: 7rem; } td.picture { min-width: 7rem; }
  h2, h3 { break-after: avoid; }
  thead button::after { content: none; }
  a { color: inherit; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media (forced-colors: active) { .block, .rest, .map rect { stroke: CanvasText; } }`;

/** The style sheet of all pages. Paper is always light. */
export const STYLE = `:root {${LIGHT} }
@media screen and (prefers-color-scheme: dark) { :root:not([data-theme=light]) {${DARK} } }
@media screen { :root[data-theme=dark] {${DARK} } }
${BASE}${LAYOUT}${TABLES}${PICTURES}${PRINT}`;
