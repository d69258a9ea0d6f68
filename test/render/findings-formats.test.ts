import { expect, test } from 'vitest';
import { renderFindings } from '../../src/render/findings.ts';
import { fault, finding, result, waiver } from './support/check-result.ts';

const mended = {
  rule: 'security/imds-v2',
  stack: 'a',
  address: 'aws_launch_template.users',
  fingerprint: 'aaaaaaaaaaaaaaaa',
};
const checked = result({
  findings: [
    fault,
    finding({ message: 'encrypted is "100% <no>, sir" | @all' }),
    finding({ level: 'warning', severity: 'low', fingerprint: '2222222222222222' }),
  ],
  waived: [finding({ waiver, address: 'aws_efs_file_system.old', fingerprint: '1111111111111111' })],
  expiredWaivers: [{ ...waiver, expires: '2026-01-01' }],
  unusedWaivers: [{ ...waiver, match: 'aws_ebs_volume.x', file: undefined, line: undefined } as typeof waiver],
  baselined: [finding({ address: 'aws_efs_file_system.known', fingerprint: '3333333333333333' })],
  mended: [mended],
});
const place = { file: 'clusters/a,b/cluster.yaml', line: 7, column: 3, endLine: 7, endColumn: 9 };
const placeOf = ({ address }: { address: string }) => (address === 'aws_efs_file_system.homes' ? place : undefined);
const print = (format: 'github' | 'junit' | 'markdown' | 'text' | 'json', of = checked) =>
  renderFindings(of, format, { placeOf });

test('findings for GitHub are workflow commands at the lines that cause them, and so are waivers that need a look', () => {
  expect(print('github')).toBe(
    '::error title=critical%3A stack/backend-missing::a-data: the stack has no backend, so its state would stay in the working folder%0Ato mend: Give it a backend.\n' +
      '::error file=clusters/a%2Cb/cluster.yaml,line=7,col=3,endLine=7,endColumn=9,title=high%3A security/storage-encrypted::a-data aws_efs_file_system.homes: encrypted is "100%25 <no>, sir" | @all%0Ato mend: Set encrypted = true; existing storage must be copied to a new file system that is encrypted.\n' +
      '::warning file=clusters/a%2Cb/cluster.yaml,line=7,col=3,endLine=7,endColumn=9,title=low%3A security/storage-encrypted::a-data aws_efs_file_system.homes: encrypted is not set and defaults to false, must be true%0Ato mend: Set encrypted = true; existing storage must be copied to a new file system that is encrypted.\n' +
      '::warning file=clusters/a/waivers.yaml,line=4,title=waiver of security/storage-encrypted::the waiver for aws_efs_file_system.*, until 2026-01-01, ops@example.org, has expired and covers nothing\n' +
      '::warning title=waiver of security/storage-encrypted::the waiver for aws_ebs_volume.x, until 2026-12-31, ops@example.org, matches no finding, remove it\n',
  );
});

test('findings as JUnit are a suite per stack with a case per finding', () => {
  expect(print('junit')).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="hubfleet check" tests="4" failures="2" errors="0" skipped="1">
  <testsuite name="a-data" tests="4" failures="2" errors="0" skipped="1">
    <testcase name="terraform.backend" classname="stack/backend-missing">
      <failure type="critical" message="the stack has no backend, so its state would stay in the working folder">the stack has no backend, so its state would stay in the working folder&#10;to mend: Give it a backend.</failure>
    </testcase>
    <testcase name="aws_efs_file_system.homes encrypted" classname="security/storage-encrypted" file="clusters/a,b/cluster.yaml" line="7">
      <failure type="high" message="encrypted is &quot;100% &lt;no&gt;, sir&quot; | @all">encrypted is &quot;100% &lt;no&gt;, sir&quot; | @all&#10;to mend: Set encrypted = true; existing storage must be copied to a new file system that is encrypted.</failure>
    </testcase>
    <testcase name="aws_efs_file_system.homes encrypted" classname="security/storage-encrypted" file="clusters/a,b/cluster.yaml" line="7">
      <system-out>warning: encrypted is not set and defaults to false, must be true&#10;to mend: Set encrypted = true; existing storage must be copied to a new file system that is encrypted.</system-out>
    </testcase>
    <testcase name="aws_efs_file_system.old encrypted" classname="security/storage-encrypted">
      <skipped message="waived until 2026-12-31, ops@example.org: moved in the winter break"/>
    </testcase>
  </testsuite>
</testsuites>
`);
});

test('a clean check as JUnit is one case that passed', () => {
  expect(print('junit', result())).toContain('<testcase name="20 rules on 1 resources" classname="policies"/>');
});

test('findings as Markdown are a table without markup of their own, the remedies once, then the waivers', () => {
  expect(print('markdown')).toBe(`### Policies: 2 errors

2 errors, 1 warning, 1 waived, 1 in the baseline; 20 rules on 1 resource.

| | rule | where | what |
| - | - | - | - |
| :x: critical | \`stack/backend-missing\` | a-data | the stack has no backend, so its state would stay in the working folder |
| :x: high | \`security/storage-encrypted\` | a-data aws\\_efs\\_file\\_system.homes<br>\`clusters/a,b/cluster.yaml:7\` | encrypted is "100% \\<no\\>, sir" \\| @\u200ball |
| :warning: low | \`security/storage-encrypted\` | a-data aws\\_efs\\_file\\_system.homes<br>\`clusters/a,b/cluster.yaml:7\` | encrypted is not set and defaults to false, must be true |

<details><summary>How to mend</summary>

- \`stack/backend-missing\`: Give it a backend.
- \`security/storage-encrypted\`: Set encrypted = true; existing storage must be copied to a new file system that is encrypted.

</details>

<details><summary>Waivers</summary>

- waived: \`security/storage-encrypted\` aws\\_efs\\_file\\_system.old until 2026-12-31, ops@\u200bexample.org: moved in the winter break
- expired: \`security/storage-encrypted\` for aws\\_efs\\_file\\_system.\\* until 2026-01-01, ops@\u200bexample.org
- matches no finding: \`security/storage-encrypted\` for aws\\_ebs\\_volume.x until 2026-12-31, ops@\u200bexample.org

</details>

1 entry of the baseline is mended: write it anew to keep them so.
`);
});

test('ten thousand findings as Markdown still fit a comment and say how many were left out', () => {
  const findings = Array.from({ length: 10_000 }, (_, index) => finding({ address: `aws_efs_file_system.f${index}` }));
  const text = print('markdown', result({ findings }));
  expect(text.length).toBeLessThan(65_536);
  expect(text).toMatch(/\n\d+ more findings in the full report\.\n/);
});

test('findings as text say in which line they are caused and what was mended since the baseline', () => {
  const text = print('text');
  expect(text).toContain('      in clusters/a,b/cluster.yaml:7\n');
  expect(text).toContain(
    'mended since the baseline, write it anew to keep them so (1)\n\n  security/imds-v2 a aws_launch_template.users\n',
  );
  expect(text).toMatch(/2 errors, 1 warning, 1 waived, 1 in the baseline: 20 rules on 1 resource\n$/);
});

test('findings as JSON have their place, and the baseline beside them', () => {
  const json = JSON.parse(print('json'));
  expect(json.findings[1].place).toEqual(place);
  expect(json.baseline).toMatchObject({ findings: [{ fingerprint: '3333333333333333' }], mended: [mended] });
});
