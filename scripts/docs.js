// Writes the reference pages that are made from the program: `npm run docs` after a build.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rules } from '@hubfleet/policies';
import { renderRuleReference } from '../lib/render/rule-reference.js';

const pages = { 'reference/rules.md': renderRuleReference(rules) };

for (const [name, text] of Object.entries(pages)) {
  const file = fileURLToPath(new URL(`../docs/${name}`, import.meta.url));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
