import { check, RULE_SETS, readPlan, rules } from '@hubfleet/policies';
import { describe, expect, test } from 'vitest';
import { judged } from './support.ts';

const mixed = {
  resource: { random_password: { p: { length: 32 } } },
  variable: { x: {} },
};

describe('entries of a map', () => {
  test.each([
    [{ token: '${random_password.p.result}' }, []],
    [{ token: 'written' }, ['fail: data.token is written down, 7 characters']],
    [
      { 'a.b': 'written', token: '${random_password.p.result}', other: '${var.x}' },
      ['fail: data.a.b is written down, 7 characters'],
    ],
    [{ empty: '' }, []],
  ])('of a secret are judged one by one: %j', (data, found) => {
    expect(judged('security/kubernetes-secret-plain', 'kubernetes_secret_v1', { data }, mixed)).toEqual(found);
  });

  test.each([
    [{ motd: 'hello', password: '${random_password.p.result}' }, []],
    [
      { motd: '${var.x}', password: 'not-a-real-secret' },
      [
        'fail: data.password holds a value under the name password in plain text, 17 characters',
        'unknown: data.motd cannot be checked: it is ${var.x}, which is known only when Terraform runs',
      ],
    ],
  ])('of a config map too: %j', (data, found) => {
    expect(judged('security/config-map-secret', 'kubernetes_config_map_v1', { data }, mixed).sort()).toEqual(found);
  });

  test('of a plan are judged where they are known', () => {
    const plan = {
      format_version: '1.2',
      resource_changes: [
        {
          address: 'kubernetes_config_map_v1.c',
          mode: 'managed',
          type: 'kubernetes_config_map_v1',
          name: 'c',
          change: {
            actions: ['create'],
            before: null,
            after: { data: { password: 'not-a-real-secret' } },
            after_unknown: { data: { endpoint: true } },
          },
        },
      ],
      planned_values: {
        root_module: {
          resources: [
            {
              address: 'kubernetes_config_map_v1.c',
              mode: 'managed',
              type: 'kubernetes_config_map_v1',
              name: 'c',
              values: { data: { password: 'not-a-real-secret' } },
            },
          ],
        },
      },
      configuration: {
        root_module: {
          resources: [
            {
              address: 'kubernetes_config_map_v1.c',
              mode: 'managed',
              type: 'kubernetes_config_map_v1',
              name: 'c',
              expressions: {
                data: {
                  constant_value: { password: 'not-a-real-secret', endpoint: '${aws_eks_cluster.c.endpoint}' },
                  references: ['aws_eks_cluster.c.endpoint', 'aws_eks_cluster.c'],
                },
              },
            },
          ],
        },
      },
    };
    const { findings } = check(readPlan(plan, { stack: 's' }), {
      stage: 'plan',
      today: '2026-11-22',
      settings: { sets: RULE_SETS },
      rules: rules.filter(({ id }) => id === 'security/config-map-secret'),
    });
    expect(findings.filter(({ verdict }) => verdict === 'fail').map(({ message }) => message)).toEqual([
      'data.password holds a value under the name password in plain text, 17 characters',
    ]);
  });
});
