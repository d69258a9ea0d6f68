import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { presetPages } from '../../src/render/preset-pages.ts';

const folder = fileURLToPath(new URL('../../docs/reference/presets', import.meta.url));

test.each(presetPages())(
  'the page of preset $name is current; if not, run `npm run build && npm run docs`',
  ({ name, text }) => {
    expect(readFileSync(`${folder}/${name}.md`, 'utf8')).toBe(text);
  },
);

test('there is a page for each preset, and none besides', () => {
  expect(readdirSync(folder).sort()).toEqual(presetPages().map(({ name }) => `${name}.md`));
});
