import { expect, test } from 'vitest';
import { renderFindingsJson } from '../../src/render/findings-json.ts';
import { fault, finding, result, waiver } from './support/check-result.ts';

test('findings as JSON keep their shape', () => {
  const waived = finding({ waiver });
  const warning = finding({ level: 'warning' });
  const checked = result({ findings: [fault, warning], waived: [waived], unusedWaivers: [waiver] });
  expect(JSON.parse(renderFindingsJson(checked))).toEqual({
    version: 1,
    findings: [fault, warning],
    waived: [waived],
    waivers: { unused: [waiver], expired: [], expiring: [] },
    summary: { errors: 1, warnings: 1, waived: 1, rules: 20, resources: 1 },
  });
});
