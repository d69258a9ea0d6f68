import { check, readSynthesized, type Waiver, waiverStatus } from '@hubfleet/policies';
import { describe, expect, test } from 'vitest';

const today = '2026-11-22';
const waiver = (overrides: Partial<Waiver> = {}): Waiver => ({
  rule: 'security/storage-encrypted',
  match: 'aws_efs_file_system.homes',
  reason: 'moved next quarter',
  owner: 'ops@example.org',
  expires: '2026-12-31',
  ...overrides,
});

describe('the day of a waiver', () => {
  test.each([
    { expires: '2026-11-21', status: 'expired' },
    { expires: '2026-11-22', status: 'soon' },
    { expires: '2026-12-06', status: 'soon' },
    { expires: '2026-12-07', status: 'valid' },
    { expires: '2027-05-21', status: 'valid' },
    { expires: '2027-05-22', status: 'invalid' },
    { expires: '2026-02-30', status: 'expired' },
    { expires: '2026-12-1', status: 'expired' },
    { expires: 'never', status: 'expired' },
    { expires: '', status: 'expired' },
  ])('$expires makes it $status', ({ expires, status }) => {
    expect(waiverStatus(waiver({ expires }), today)).toBe(status);
  });
});

describe('a waiver that is not acceptable', () => {
  test.each([
    { waiver: waiver({ reason: 'too short' }), problem: 'the reason must be at least 10 characters, got "too short"' },
    { waiver: waiver({ owner: ' ' }), problem: 'the owner is missing' },
    { waiver: waiver({ match: '' }), problem: 'match is missing' },
    {
      waiver: waiver({ expires: '2027-05-22' }),
      problem: 'expires 2027-05-22 is 181 days ahead, at most 180 are allowed',
    },
  ])('covers nothing and is a finding: $problem', ({ waiver: bad, problem }) => {
    const { findings, waived } = run([{ ...bad, file: 'waivers.yaml', line: 3 }]);
    expect(waived).toEqual([]);
    expect(findings.map(({ message }) => message)).toContain(
      `waivers.yaml:3: waiver of security/storage-encrypted for ${bad.match} is not accepted: ${problem}`,
    );
  });
});

describe('the place of a waiver', () => {
  const cases: [string, boolean][] = [
    ['aws_efs_file_system.homes', true],
    ['aws_efs_file_system.*', true],
    ['aws_efs_file_system.home?', true],
    ['aws_efs_file_system.{homes,shared}', true],
    ['**', true],
    ['a/Storage/Homes', true],
    ['a/Storage/*', true],
    ['a/**', true],
    ['*/Storage/Homes', true],
    ['a/*', false],
    ['aws_efs_file_system', false],
    ['aws_efs_file_system.home', false],
    ['!aws_efs_file_system.other', false],
    ['aws_efs_file_system.[h]omes', false],
    ['aws_efs_file_system.+(homes)', false],
    ['aws_ebs_volume.*', false],
  ];

  test.each(cases)('%s covers the file system: %s', (match, covers) => {
    const { waived, unusedWaivers } = run([waiver({ match })]);
    expect(waived.length).toBe(covers ? 1 : 0);
    expect(unusedWaivers.length).toBe(covers ? 0 : 1);
  });

  test.each([
    { address: 'module.m["x"].aws_ebs_volume.v[0]', match: 'module.m["x"].aws_ebs_volume.v[0]', covers: true },
    { address: 'module.m["x"].aws_ebs_volume.v[0]', match: 'module.m["x"].aws_ebs_volume.v[*]', covers: true },
    { address: 'module.m["x"].aws_ebs_volume.v[0]', match: 'module.m[*].aws_ebs_volume.*', covers: true },
    { address: 'module.m["x"].aws_ebs_volume.v[0]', match: 'module.m["y"].aws_ebs_volume.*', covers: false },
    { address: 'aws_ebs_volume.v["a.b"]', match: 'aws_ebs_volume.v["a.b"]', covers: true },
    { address: 'aws_ebs_volume.v["a.b"]', match: 'aws_ebs_volume.v["axb"]', covers: false },
    { address: 'aws_ebs_volume.v["(a)"]', match: 'aws_ebs_volume.v["(?)"]', covers: true },
  ])('$match covers $address: $covers', ({ address, match, covers }) => {
    expect(waivedAt(address, match)).toBe(covers);
  });

  test('may be limited to some stacks', () => {
    expect(run([waiver({ stack: 'b*' })]).waived).toEqual([]);
    expect(run([waiver({ stack: 'a*' })]).waived.length).toBe(1);
  });
});

describe('waivers after a check', () => {
  test('are listed when they are unused, expired or end soon', () => {
    const unused = waiver({ match: 'aws_ebs_volume.x' });
    const expired = waiver({ expires: '2026-11-21' });
    const soon = waiver({ expires: '2026-11-30' });
    const { unusedWaivers, expiredWaivers, expiringWaivers } = run([unused, expired, soon]);
    expect({ unusedWaivers, expiredWaivers, expiringWaivers }).toEqual({
      unusedWaivers: [unused],
      expiredWaivers: [expired],
      expiringWaivers: [soon],
    });
  });

  test('are not called unused at a stage at which their rule does not run', () => {
    expect(run([waiver({ rule: 'data-loss/stateful-change' })]).unusedWaivers).toEqual([]);
  });

  test('are called unused when they name no rule', () => {
    expect(run([waiver({ rule: 'security/gone' })]).unusedWaivers.length).toBe(1);
  });

  test('stand on the finding they cover', () => {
    const given = waiver();
    expect(run([given]).waived.map((finding) => finding.waiver)).toEqual([given]);
  });
});

function run(waivers: Waiver[]) {
  const homes = { '//': { metadata: { path: 'a/Storage/Homes' } }, lifecycle: { prevent_destroy: true } };
  const resources = readSynthesized({ resource: { aws_efs_file_system: { homes } } }, { stack: 'a' });
  return check(resources, { stage: 'synth', today, waivers });
}

function waivedAt(address: string, match: string): boolean {
  const [resource] = readSynthesized(
    { resource: { aws_ebs_volume: { v: { lifecycle: { prevent_destroy: true } } } } },
    { stack: 'a' },
  );
  if (!resource) throw new Error('nothing was read');
  return check([{ ...resource, address }], { stage: 'synth', today, waivers: [waiver({ match })] }).waived.length > 0;
}
