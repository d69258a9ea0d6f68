import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import { EksBudget, EksCluster, PolicyGate, type PolicyGateProps } from '@hubfleet/constructs';
import { TerraformOutput } from 'cdktf';
import { Construct } from 'constructs';
import { describe, expect, test } from 'vitest';
import { synth } from '../support/synth.ts';

const gate = (allowedCidrs: string[], props: Partial<PolicyGateProps> = {}) =>
  synth((stack) => {
    new PolicyGate(stack, 'PolicyGate', { today: '2026-11-22', ...props });
    new EksCluster(stack, 'Cluster', {
      clusterName: 'atlas',
      region: 'us-west-2',
      zones: ['us-west-2a', 'us-west-2b'],
      kubernetesVersion: '1.35',
      allowedCidrs,
    });
    new EksBudget(stack, 'Budget', { budgetName: 'atlas', monthlyUsd: 2000, recipients: ['ops@atlas.example'] });
  });

const OPEN = 's/Cluster/Resource: ';
const waiver = {
  rule: 'security/eks-public-endpoint',
  match: 's/Cluster/**',
  reason: 'conference network for one week',
  owner: 'ops',
  expires: '2026-12-01',
};

describe('PolicyGate', () => {
  test('lets a sound stack through', () => {
    expect(() => gate(['203.0.113.0/24'])).not.toThrow();
  });

  test('fails the synthesis of a stack that breaks a policy, and names construct, rule and remedy', () => {
    expect(() => gate(['0.0.0.0/0'])).toThrow(OPEN);
    expect(() => gate(['0.0.0.0/0'])).toThrow('(security/eks-public-endpoint)');
  });

  test.each([
    ['until its last day', '2026-12-01', false],
    ['and no longer', '2026-12-02', true],
  ])('accepts a waiver %s', (_, today, fails) => {
    const run = () => gate(['0.0.0.0/0'], { waivers: [waiver], today });
    if (fails) expect(run).toThrow(OPEN);
    else expect(run).not.toThrow();
  });

  test('leaves a rule that is switched off', () => {
    expect(() => gate(['0.0.0.0/0'], { levels: { 'security/eks-public-endpoint': 'off' } })).not.toThrow();
  });

  test('refuses a level that does not exist', () => {
    expect(() => gate([], { levels: { 'cost/log-retention': 'maybe' } })).toThrow(
      "levels.cost/log-retention: 'maybe' is no level; choose error, warning, off",
    );
  });

  test('fails when two elements would become one', () => {
    const twins = () =>
      synth((stack) => {
        new PolicyGate(stack, 'PolicyGate', { today: '2026-11-22' });
        new S3Bucket(stack, 'a.b', {});
        new S3Bucket(stack, 'ab', {});
      });
    expect(twins).toThrow(
      '[s/PolicyGate] s/a.b and s/ab: both become aws_s3_bucket.ab, and one would be lost; give one another id',
    );
  });

  test('fails when a literal would be read as a Terraform expression', () => {
    const literal = () =>
      synth((stack) => {
        new PolicyGate(stack, 'PolicyGate', { today: '2026-11-22' });
        new TerraformOutput(new Construct(stack, 'Script'), 'Home', { value: 'cd ${HOME}' });
      });
    expect(literal).toThrow('${HOME}');
  });
});
