import { type CheckResult, check, type Finding, readPlan } from '@hubfleet/policies';
import { describe, expect, test } from 'vitest';
import { renderOutcomesInMessage, renderRunTaskFailure, renderRunTaskResult } from '../../src/render/hcp-outcomes.ts';
import { planWith } from './plans.ts';
import { finalReport, KEY, serve } from './server-fixture.ts';

const today = '2026-11-22';
const mandatory = { stage: 'post_plan', isMandatory: true } as const;

const found = (refused: number, waivers: Parameters<typeof check>[1]['waivers'] = []): CheckResult =>
  check(readPlan(planWith(refused), { stack: 'atlas-west' }), { stage: 'plan', today, waivers });

const finding = (overrides: Partial<Finding>): Finding => {
  const [first] = found(1).findings;
  if (!first) throw new Error('there is no finding');
  return { ...first, ...overrides };
};

const withFindings = (findings: readonly Finding[]): CheckResult => ({ ...found(0), findings });

const waiver = { rule: 'security/open-ingress', match: '**', reason: 'closed next week', owner: 'ada' };

describe('an outcome', () => {
  test('tells the place, the reason, the remedy and how bad it is', () => {
    const [outcome] = renderRunTaskResult(found(1), mandatory).outcomes;
    expect(outcome).toMatchObject({
      id: 'security/open-ingress',
      description:
        'aws_vpc_security_group_ingress_rule.open_0: cidr_ipv4 holds 0.0.0.0/0, which opens tcp port 22 to the internet',
      tags: {
        Status: [{ label: 'Failed', level: 'error' }],
        Severity: [{ label: 'critical', level: 'error' }],
        Category: [{ label: 'security', level: 'none' }],
      },
    });
    expect(outcome?.body).toContain('### Nothing but ports 80 and 443 is open to the whole internet');
    expect(outcome?.body).toContain('**To mend.** Name the networks');
    expect(outcome?.body).toContain('- Address: `aws_vpc_security_group_ingress_rule.open_0`');
  });

  test.each([
    { overrides: { severity: 'high', level: 'error' }, status: 'Failed', severity: 'error' },
    { overrides: { severity: 'medium', level: 'warning' }, status: 'Warning', severity: 'warning' },
    { overrides: { severity: 'low', level: 'warning' }, status: 'Warning', severity: 'info' },
    { overrides: { severity: 'high', level: 'warning', verdict: 'unknown' }, status: 'Not seen', severity: 'error' },
  ] as const)('of $overrides is shown as $status', ({ overrides, status, severity }) => {
    const [outcome] = renderRunTaskResult(withFindings([finding(overrides)]), mandatory).outcomes;
    expect(outcome?.tags.Status).toEqual([{ label: status, level: overrides.level }]);
    expect(outcome?.tags.Severity).toEqual([{ label: overrides.severity, level: severity }]);
  });

  test('stays within the limits whatever the plan calls its resources', async () => {
    const long = `${'😀'.repeat(20_000)}\`\`\``;
    const wild = finding({ rule: long, address: long, message: long, remedy: long, attribute: long });
    const [outcome] = renderRunTaskResult(withFindings([wild]), mandatory).outcomes;
    expect([outcome?.id.length, outcome?.description.length, outcome?.body.length]).toEqual([63, 999, 9999]);
    expect(JSON.stringify(outcome)).not.toMatch(/\\ud83d(?!\\ude00)/);
  });

  test('holds its address in code that no backtick ends', () => {
    const [outcome] = renderRunTaskResult(withFindings([finding({ address: 'a["`` <b>"]' })]), mandatory).outcomes;
    expect(outcome?.body).toContain('- Address: ``` a["`` <b>"] ```');
  });
});

describe('the outcomes of a run', () => {
  test('come errors first, then warnings, then waivers', () => {
    const warning = finding({ level: 'warning', severity: 'critical', address: 'b' });
    const error = finding({ level: 'error', severity: 'low', address: 'a' });
    const waived = finding({ address: 'c', waiver: { ...waiver, expires: '2026-12-01' } });
    const expired = { ...waiver, expires: '2026-11-01' };
    const result = { ...withFindings([warning, error]), waived: [waived], expiredWaivers: [expired] };
    const { outcomes, status, message } = renderRunTaskResult(result, mandatory);
    expect(outcomes.map(({ tags }) => tags.Status?.[0]?.label)).toEqual([
      'Failed',
      'Warning',
      'Expired waiver',
      'Waived',
    ]);
    expect(status).toBe('failed');
    expect(message).toMatch(/^1 error, 1 warning, 1 waived: \d+ rules on 1 resource; the run stops here$/);
  });

  test.each([
    { stage: 'post_plan', isMandatory: true, end: 'the run stops here' },
    { stage: 'post_plan', isMandatory: false, end: 'the task is advisory, so the run goes on' },
    { stage: 'post_apply', isMandatory: true, end: 'the run has been applied already, mend it with the next one' },
  ] as const)('say for $stage with mandatory $isMandatory: $end', ({ end, ...circumstances }) => {
    expect(renderRunTaskResult(found(1), circumstances).message).toMatch(new RegExp(`; ${end}$`));
  });

  test.each([
    { refused: 250, shown: 250, last: 'security/open-ingress' },
    { refused: 251, shown: 250, last: 'more-findings' },
  ])('of $refused findings are $shown, the last $last', ({ refused, shown, last }) => {
    const { outcomes } = renderRunTaskResult(found(refused), mandatory);
    expect([outcomes.length, outcomes.at(-1)?.id]).toEqual([shown, last]);
  });

  test('tell how many are left out, and are taken by the peer', async () => {
    const { peer, url } = await serve();
    const task = await peer.tasks.send(url, { key: KEY, plan: planWith(300) });
    await finalReport(task);
    expect(task.reports.map(({ status, outcomes }) => [status, outcomes.length])).toEqual([
      ['running', 250],
      ['failed', 0],
    ]);
    expect(task.reports[0]?.outcomes.at(-1)).toEqual({
      'outcome-id': 'more-findings',
      description: '51 more findings are not shown; run hubfleet check on the plan to see all',
      body: 'Only 249 of 300 findings are shown, the worst first. Left out:\n\n- Failed: 51',
      tags: { Status: [{ label: 'Not shown', level: 'warning' }] },
    });
    expect(peer.tasks.violations).toEqual([]);
  });
});

describe('a message', () => {
  test('that would be too long is cut', () => {
    expect(renderRunTaskFailure('x'.repeat(2000)).message).toBe(`not judged: ${'x'.repeat(987)}…`);
    const { outcomes } = renderRunTaskResult(found(50), mandatory);
    expect(renderOutcomesInMessage('50 errors', outcomes)).toHaveLength(1000);
  });

  test('of an advisory task that fails reports failed all the same', async () => {
    const { peer, url } = await serve();
    const task = await peer.tasks.send(url, { key: KEY, plan: planWith(1), enforcement: 'advisory' });
    const { status, message } = await finalReport(task);
    expect(status).toBe('failed');
    expect(message).toMatch(/; the task is advisory, so the run goes on$/);
  });
});
