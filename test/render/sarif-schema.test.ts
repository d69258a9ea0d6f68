import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { check, readSynthesized, rules } from '@hubfleet/policies';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { renderFindingsSarif } from '../../src/render/findings-sarif.ts';
import { fault, finding, result, waiver } from './support/check-result.ts';

const validate = validator();

/** The official schema is of draft 4, of which it uses nothing that a later draft reads otherwise but the name of `id`. */
function validator() {
  const file = createRequire(import.meta.url).resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(file, 'utf8'));
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  ajv.addFormat('uri', /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]*$/i);
  ajv.addFormat('uri-reference', /^[^\s<>"{}|\\^`]*$/);
  ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/);
  return ajv.compile(schema);
}

function faultsOf(log: string) {
  validate(JSON.parse(log));
  return validate.errors ?? [];
}

describe('the SARIF 2.1.0 schema accepts', () => {
  test('a log without findings', () => {
    expect(faultsOf(renderFindingsSarif(result(), { version: '0.1.0' }))).toEqual([]);
  });

  test('a log with a fault, findings, a waived finding and a baseline, in files with odd names', () => {
    const checked = result({
      findings: [fault, finding(), finding({ level: 'warning', address: '' })],
      waived: [finding({ waiver })],
      baselined: [finding({ fingerprint: '9999999999999999' })],
    });
    const place = { file: 'cl usters\\ä #1?/cluster.yaml', line: 3, column: 2, endLine: 3, endColumn: 9 };
    const log = renderFindingsSarif(checked, { version: '0.1.0', placeOf: () => place });
    expect(faultsOf(log)).toEqual([]);
    expect(JSON.parse(log).runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(
      'cl%20usters/%C3%A4%20%231%3F/cluster.yaml',
    );
  });

  test('the findings of every failing example of the catalogue', () => {
    const resources = rules.flatMap((rule) => readSynthesized(rule.examples.fail.terraform, { stack: rule.id }));
    const checked = check(resources, { stage: 'synth', today: '2026-11-22', settings: { sets: ['strict', 'cis'] } });
    expect(checked.findings.length).toBeGreaterThan(rules.length / 2);
    expect(faultsOf(renderFindingsSarif(checked, { version: '0.1.0' }))).toEqual([]);
  });

  test('nothing with a level of its own invention', () => {
    const log = renderFindingsSarif(result({ findings: [finding()] }), { version: '0.1.0' });
    expect(faultsOf(log.replaceAll('"level": "error"', '"level": "critical"')).length).toBeGreaterThan(0);
  });
});
