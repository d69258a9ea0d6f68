import pc from 'picocolors';
import { describe, expect, test } from 'vitest';
import { renderFindingsText } from '../../src/render/findings-text.ts';
import { fault, finding, result, rule, waiver } from './support/check-result.ts';

const plain = { colors: pc.createColors(false), rules: [rule] };

describe('findings as text', () => {
  test('are grouped by severity and rule, each remedy once, within 80 columns', () => {
    const findings = [
      fault,
      finding(),
      finding({
        stack: 'b-data',
        level: 'warning',
        verdict: 'unknown',
        message: 'encrypted cannot be checked: it is ${var.secure}, which is known only when Terraform runs',
      }),
    ];
    expect(renderFindingsText(result({ findings, resources: 120 }), plain)).toBe(`critical (1)

  stack/backend-missing
    error a-data
      the stack has no backend, so its state would stay in the working folder
    to mend: Give it a backend.

high (2)

  security/storage-encrypted
  File systems are encrypted at rest
    error a-data aws_efs_file_system.homes
      at a-data/Homes/Resource
      encrypted is not set and defaults to false, must be true
    warning b-data aws_efs_file_system.homes
      at a-data/Homes/Resource
      encrypted cannot be checked: it is \${var.secure}, which is known only when
      Terraform runs
    to mend: Set encrypted = true; existing storage must be copied to a new file
    system that is encrypted.

2 errors, 1 warning: 20 rules on 120 resources
`);
  });

  test('list what is waived and which waivers need a look', () => {
    const waived = [finding({ waiver })];
    const rendered = renderFindingsText(
      result({
        waived,
        expiredWaivers: [{ ...waiver, expires: '2026-01-01' }],
        expiringWaivers: [waiver],
        unusedWaivers: [{ ...waiver, match: 'aws_ebs_volume.x' }],
      }),
      plain,
    );
    expect(rendered).toBe(`waived (1)

  security/storage-encrypted aws_efs_file_system.homes
    until 2026-12-31, ops@example.org: moved in the winter break

waivers that expired and cover nothing (1)

  security/storage-encrypted for aws_efs_file_system.*, until 2026-01-01,
  ops@example.org (clusters/a/waivers.yaml:4)

waivers that expire within 14 days (1)

  security/storage-encrypted for aws_efs_file_system.*, until 2026-12-31,
  ops@example.org (clusters/a/waivers.yaml:4)

waivers that match no finding (1)

  security/storage-encrypted for aws_ebs_volume.x, until 2026-12-31,
  ops@example.org (clusters/a/waivers.yaml:4)

1 waived: 20 rules on 1 resource
`);
  });

  test('say that there are none', () => {
    expect(renderFindingsText(result(), plain)).toBe('no findings: 20 rules on 1 resource\n');
  });

  test('carry colours only when asked to', () => {
    const colourful = { ...plain, colors: pc.createColors(true) };
    expect(renderFindingsText(result(), colourful)).toBe('\u001b[32mno findings\u001b[39m: 20 rules on 1 resource\n');
  });
});
