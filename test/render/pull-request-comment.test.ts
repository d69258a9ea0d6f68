import { describe, expect, test } from 'vitest';
import type { KeptDrift, KeptPlan } from '../../src/delivery/kept-reports.ts';
import { COMMENT_MARKER, renderPullRequestComment } from '../../src/render/pull-request-comment.ts';

const plan = (overrides: Partial<KeptPlan> = {}): KeptPlan => ({
  stack: 'atlas',
  outcome: 'changes',
  summary: { create: 1, update: 2, replace: 0, delete: 0 },
  changes: [{ kind: 'create', address: 'aws_vpc.main' }],
  findings: [],
  ...overrides,
});

const drift = (overrides: Partial<KeptDrift> = {}): KeptDrift => ({
  stack: 'atlas',
  outcome: 'drifted',
  class: 'cost',
  resources: [{ class: 'cost', address: 'aws_eks_node_group.small', why: 'costs $20 more a month' }],
  ...overrides,
});

const parts = { findings: '### Policies: no findings\n', cost: '### Cost a month\n' };

describe('the comment of a pull request', () => {
  test('says what would be done, what speaks against it, what it costs and what drifted', () => {
    expect(renderPullRequestComment({ ...parts, plans: [plan()], drift: [drift()] })).toBe(
      [
        COMMENT_MARKER,
        '',
        '### Plan: 1 stack of 1 would change',
        '',
        '| stack | | create | change | replace | delete |',
        '| - | - | -: | -: | -: | -: |',
        '| atlas |  | 1 | 2 |  |  |',
        '',
        '<details><summary>atlas: 1 change</summary>',
        '',
        '- create `aws_vpc.main`',
        '',
        '</details>',
        '',
        '### Policies: no findings',
        '',
        '### Cost a month',
        '',
        '### Drift: 1 resource',
        '',
        '| | where | why |',
        '| - | - | - |',
        '| :warning: cost | atlas aws\\_eks\\_node\\_group.small | costs $20 more a month |',
        '',
        '<sub>hubfleet 0.1.0</sub>',
        '',
      ].join('\n'),
    );
  });

  test.each([
    { plans: [], heading: '### Plan: none, because no stack is touched or its job ended before it could plan' },
    { plans: [plan({ outcome: 'no-changes', changes: [] })], heading: '### Plan: 0 stacks of 1 would change' },
    {
      plans: [plan(), plan({ summary: { replace: 1 } })],
      heading: '### Plan: 2 stacks of 2 would change, :warning: 1 with resources replaced or deleted',
    },
    {
      plans: [plan({ outcome: 'failed', failure: { message: 'no bucket' } })],
      heading: '### Plan: 0 stacks of 1 would change, :x: 1 could not be planned',
    },
  ])('begins with $heading', ({ plans, heading }) => {
    const [, , first] = renderPullRequestComment({ ...parts, plans }).split('\n');
    expect(first).toBe(heading);
  });

  test('says nothing of plans and drift that nobody made', () => {
    const comment = renderPullRequestComment(parts);
    expect(comment).not.toContain('### Plan');
    expect(comment).not.toContain('### Drift');
  });

  test('says what is forbidden, and what could not be looked at', () => {
    const findings = [{ level: 'error' }] as unknown as KeptPlan['findings'];
    const unseen = drift({ outcome: 'unseen', resources: [], failure: { message: 'no *credentials*' } });
    const comment = renderPullRequestComment({ ...parts, plans: [plan({ findings })], drift: [unseen] });
    expect(comment).toContain('| atlas | :x: forbidden | 1 | 2 |  |  |');
    expect(comment).toContain('### Drift: none\n\n- atlas could not be looked at: no \\*credentials\\*\n');
  });

  test('lets no name mark anything up or call anybody', () => {
    const evil = 'a`b|c\n# @odc-ops <img src=x>';
    const comment = renderPullRequestComment({
      ...parts,
      plans: [plan({ stack: evil, changes: [{ kind: 'create', address: evil }] })],
      drift: [drift({ resources: [{ class: 'harmless', address: evil, why: evil }] })],
    });
    expect(comment).not.toContain('\n# ');
    // Inline code shows what it holds.
    const prose = comment.replace(/`[^`\n]*`/g, '');
    expect(prose).not.toMatch(/(?<!\\)<img/);
    expect(prose).not.toMatch(/@odc/);
  });

  test('fits whatever it has to say, and keeps cost and drift', () => {
    const changes = Array.from({ length: 500 }, (_, index) => ({ kind: 'create', address: `aws_thing.${index}` }));
    const plans = Array.from({ length: 200 }, (_, index) => plan({ stack: `stack-${index}`, changes }));
    const findings = `### Policies\n${'| a | long | row |\n'.repeat(3000)}`;
    const comment = renderPullRequestComment({ findings, cost: '### Cost a month', plans, drift: [drift()] });
    expect(comment.length).toBeLessThanOrEqual(65_536);
    expect(comment.startsWith(COMMENT_MARKER)).toBe(true);
    for (const heading of ['### Plan', '### Policies', '### Cost a month', '### Drift']) {
      expect(comment).toContain(heading);
    }
    expect(comment).toContain('The rest is in the full report.');
  });
});
