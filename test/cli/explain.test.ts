import { rules } from '@hubfleet/policies';
import { describe, expect, test } from 'vitest';
import { run } from '../support/run.ts';

describe('hubfleet explain', () => {
  test('says of a rule what, why, how to mend it, who else asks for it, and shows both examples', async () => {
    const { code, stdout, stderr } = await run(['explain', 'security/imds-v2']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(
      /^security\/imds-v2\n {2}\S[^\n]*\n\nseverity high; runs at synth and plan; sets baseline\n\nWhy: .*\n\nTo mend: .*\n\nSee also:\n {2}checkov CKV_AWS_79\n.*\nPasses:\n {2}\{.*\nFails:\n {2}\{/s,
    );
  });

  test('writes Helm values of an example out', async () => {
    const { stdout } = await run(['explain', 'security/hub-image-pinned']);
    expect(stdout).toContain('"tag": "latest"');
  });

  test('says of every rule something, within 80 columns but for examples and links', async () => {
    for (const { id } of rules) {
      const { code, stdout } = await run(['explain', id]);
      expect(code).toBe(0);
      const text = stdout.slice(0, stdout.search(/^(?:See also|Passes):$/m));
      for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    }
  });

  test('lists every rule by category', async () => {
    const { code, stdout } = await run(['explain', '--list']);
    expect(code).toBe(0);
    for (const { id } of rules) expect(stdout).toMatch(new RegExp(`^ {2}${id} .*`, 'm'));
    expect(stdout).toContain(rules[0]?.title);
    expect(stdout).toMatch(new RegExp(`\\n${rules.length} rules\\n$`));
  });

  test('lists every rule as an array for programs', async () => {
    const { stdout } = await run(['explain', '--list', '--format', 'json']);
    const listed = JSON.parse(stdout);
    expect(listed.map((rule: { id: string }) => rule.id)).toEqual(rules.map(({ id }) => id));
    expect(Object.keys(listed[0])).toEqual([
      ...['id', 'title', 'why', 'severity', 'category', 'sets', 'stages', 'waivable', 'types', 'remedy', 'references'],
      'examples',
    ]);
  });

  test.each([
    { args: ['security/imds-v1'], says: 'there is no rule security/imds-v1; did you mean security/imds-v2' },
    { args: ['imds-v2'], says: 'there is no rule imds-v2; did you mean security/imds-v2' },
    {
      args: ['nothing/like-it-at-all'],
      says: 'there is no rule nothing/like-it-at-all; hubfleet explain --list names all rules',
    },
    { args: [], says: 'no rule named; name one, or give --list' },
  ])('answers $args with $says', async ({ args, says }) => {
    expect(await run(['explain', ...args])).toEqual({ code: 2, stdout: '', stderr: `hubfleet: explain: ${says}\n` });
  });
});
