import { describe, expect, test } from 'vitest';
import { archiveOf, planWith, stackWith } from './plans.ts';
import { finalReport, KEY, serve } from './server-fixture.ts';

describe('every stage of a run', () => {
  test.each([
    { stage: 'post_plan', refused: 0, status: 'passed', consequence: '' },
    { stage: 'post_plan', refused: 1, status: 'failed', consequence: '; the run stops here' },
    { stage: 'pre_apply', refused: 0, status: 'passed', consequence: '' },
    { stage: 'pre_apply', refused: 1, status: 'failed', consequence: '; the run stops here' },
    { stage: 'post_apply', refused: 0, status: 'passed', consequence: '' },
    {
      stage: 'post_apply',
      refused: 1,
      status: 'failed',
      consequence: '; the run has been applied already, mend it with the next one',
    },
  ] as const)('$stage with $refused refused resources has $status', async ({ stage, refused, status, consequence }) => {
    const { peer, url } = await serve();
    const task = await peer.tasks.send(url, { key: KEY, stage, plan: planWith(refused) });
    const report = await finalReport(task);
    expect(task.answers).toEqual([200]);
    expect(report.status).toBe(status);
    const found = refused === 0 ? 'no findings' : '1 error';
    expect(report.message).toMatch(new RegExp(`^${found}: \\d+ rules on ${refused + 1} resources?${consequence}$`));
    expect(peer.tasks.violations).toEqual([]);
    expect(peer.store.leakedTokens).toEqual([]);
  });

  test.each([
    { rule: 'closed', status: 'passed' },
    { rule: 'open', status: 'failed' },
  ] as const)('pre_plan judges the uploaded configuration: $rule has $status', async ({ rule, status }) => {
    const { peer, url } = await serve();
    const configuration = await archiveOf([{ path: './cdk.tf.json', body: JSON.stringify(stackWith(rule)) }]);
    const task = await peer.tasks.send(url, { key: KEY, stage: 'pre_plan', configuration });
    expect((await finalReport(task)).status).toBe(status);
    expect(peer.tasks.violations).toEqual([]);
    expect(peer.store.leakedTokens).toEqual([]);
  });
});
