// Writes docs/reference/presets/<preset>.md from the presets.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { presetPages } from '../lib/render/preset-pages.js';

const folder = fileURLToPath(new URL('../docs/reference/presets', import.meta.url));
mkdirSync(folder, { recursive: true });
for (const { name, text } of presetPages()) writeFileSync(`${folder}/${name}.md`, text);
