import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ALERT_RULES } from '../../constructs/src/support/alert-rules.ts';
import { authentication } from '../../src/fleet/schema/authentication.ts';

const page = (name: string) => readFileSync(new URL(`../../docs/how-to/${name}.md`, import.meta.url), 'utf8');

test.each(ALERT_RULES)('the page on watching tells of $alertName and its severity', ({ alertName, severity }) => {
  const row = page('watch-a-cluster')
    .split('\n')
    .find((line) => line.includes(`\`${alertName}\``) && line.startsWith('|'));
  const [, names = '', severities = ''] = (row ?? '').split('|');
  const index = names.split(',').findIndex((name) => name.includes(`\`${alertName}\``));
  const told = severities.split(',');
  expect((told[index] ?? told[0] ?? '').trim()).toBe(severity);
});

test('the page on hubs names every login', () => {
  const kinds = authentication.options.map((option) => option.shape.kind.value);
  for (const kind of kinds) expect(page('describe-a-hub')).toContain(`\`${kind}\``);
});
