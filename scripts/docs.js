// Writes the reference pages that are made from the program: `npm run docs` after a build.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rules } from '@hubfleet/policies';
import { fleetFilePages } from '../lib/render/fleet-file-reference.js';
import { presetPages } from '../lib/render/preset-pages.js';
import { renderRuleReference } from '../lib/render/rule-reference.js';

const pages = {
  'reference/rules.md': renderRuleReference(rules),
  ...Object.fromEntries(fleetFilePages().map(({ name, text }) => [`reference/fleet-files/${name}.md`, text])),
  ...Object.fromEntries(presetPages().map(({ name, text }) => [`reference/presets/${name}.md`, text])),
};

for (const [name, text] of Object.entries(pages)) {
  const file = fileURLToPath(new URL(`../docs/${name}`, import.meta.url));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
