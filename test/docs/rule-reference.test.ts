import { readFileSync } from 'node:fs';
import { rules } from '@hubfleet/policies';
import { expect, test } from 'vitest';
import { renderRuleReference } from '../../src/render/rule-reference.ts';

const page = new URL('../../docs/reference/rules.md', import.meta.url);

test('docs/reference/rules.md is current; if not, run `npm run build && npm run docs`', () => {
  expect(readFileSync(page, 'utf8')).toBe(renderRuleReference(rules));
});

test('every link to a rule leads to its heading', () => {
  const text = renderRuleReference(rules);
  const headings = new Set(Array.from(text.matchAll(/^### (.+)$/gm), ([, id = '']) => id.replaceAll('/', '')));
  const links = Array.from(text.matchAll(/\]\(#([^)]+)\)/g), ([, anchor]) => anchor);
  expect(links.length).toBe(rules.length);
  for (const link of links) expect(headings).toContain(link);
});
