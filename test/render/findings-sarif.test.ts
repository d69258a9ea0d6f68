import { describe, expect, test } from 'vitest';
import { renderFindingsSarif } from '../../src/render/findings-sarif.ts';
import { fault, finding, result, rule, waiver } from './support/check-result.ts';

describe('findings as SARIF', () => {
  const waived = finding({ waiver, address: 'aws_efs_file_system.old', fingerprint: '1111111111111111' });
  const checked = result({ findings: [fault, finding()], waived: [waived] });
  const placeOf = ({ stack }: { stack: string }) => ({
    file: `cdktf.out/stacks/${stack}/cdk.tf.json`,
    line: 1,
    column: 1,
  });
  const log = JSON.parse(renderFindingsSarif(checked, { version: '0.1.0', rules: [rule], placeOf }));

  test('name the version of the format and of the tool', () => {
    expect([log.version, log.$schema, log.runs.length]).toEqual([
      '2.1.0',
      'https://json.schemastore.org/sarif-2.1.0.json',
      1,
    ]);
    expect(log.runs[0].tool.driver).toMatchObject({ name: 'hubfleet', semanticVersion: '0.1.0' });
  });

  test('describe every rule, and faults that no rule describes', () => {
    expect(log.runs[0].tool.driver.rules).toEqual([
      {
        id: 'security/storage-encrypted',
        shortDescription: { text: 'File systems are encrypted at rest' },
        fullDescription: { text: 'AWS encrypts only when asked.' },
        help: {
          text: `${rule.remedy}\n\nSee also: checkov CKV_AWS_42.`,
          markdown: `**File systems are encrypted at rest**\n\nAWS encrypts only when asked.\n\n${rule.remedy}\n\nSee also: checkov CKV_AWS_42.`,
        },
        properties: { severity: 'high', tags: ['security'], 'security-severity': '8.0' },
      },
      {
        id: 'stack/backend-missing',
        shortDescription: { text: 'stack/backend-missing' },
        fullDescription: { text: 'Give it a backend.' },
        help: { text: 'Give it a backend.', markdown: 'Give it a backend.' },
        properties: { severity: 'critical', tags: ['reliability'], 'security-severity': '9.5' },
      },
    ]);
  });

  test('say where by file, address and construct path', () => {
    expect(log.runs[0].results[1]).toEqual({
      ruleId: 'security/storage-encrypted',
      ruleIndex: 0,
      level: 'error',
      message: { text: 'aws_efs_file_system.homes: encrypted is not set and defaults to false, must be true' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'cdktf.out/stacks/a-data/cdk.tf.json' },
            region: { startLine: 1, startColumn: 1 },
          },
          logicalLocations: [
            { fullyQualifiedName: 'aws_efs_file_system.homes', kind: 'resource' },
            { fullyQualifiedName: 'a-data/Homes/Resource', kind: 'construct' },
          ],
        },
      ],
      partialFingerprints: { 'hubfleet/v1': '0123456789abcdef' },
      properties: { stack: 'a-data', verdict: 'fail', attribute: 'encrypted' },
    });
  });

  test('suppress what is waived, with reason, owner and day', () => {
    expect(log.runs[0].results[2].suppressions).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification: 'moved in the winter break',
        properties: { owner: 'ops@example.org', expires: '2026-12-31', ticket: 'OPS-7' },
      },
    ]);
  });
});
