import { helmValues, hubValues, isHubRelease } from '@hubfleet/policies';
import { describe, expect, test } from 'vitest';
import { planned, synthesized } from './support/read.ts';

const release = (body: Record<string, unknown>) => synthesized('helm_release', { chart: 'jupyterhub', ...body });
const known = (value: unknown) => ({ state: 'known', value });

describe('the values of a Helm release', () => {
  test.each([
    { when: 'they are YAML', body: { values: ['a:\n  b: 1\n'] }, value: known(1) },
    { when: 'they are JSON', body: { values: ['{"a":{"b":1}}'] }, value: known(1) },
    { when: 'a later document changes them', body: { values: ['a: {b: 1, c: 2}', 'a: {b: 3}'] }, value: known(3) },
    { when: 'a later document leaves them alone', body: { values: ['a: {b: 1}', 'a: {c: 3}'] }, value: known(1) },
    {
      when: 'a later document takes them away',
      body: { values: ['a: {b: 1}', 'a: {b: null}'] },
      value: { state: 'default' },
    },
    { when: 'a list is replaced', body: { values: ['a: {b: [1, 2]}', 'a: {b: [3]}'] }, value: known([3]) },
    { when: 'they are set', body: { values: ['a: {b: 1}'], set: [{ name: 'a.b', value: '2' }] }, value: known(2) },
    { when: 'they are set as text', body: { set: [{ name: 'a.b', value: '2', type: 'string' }] }, value: known('2') },
    { when: 'a flag is set', body: { set: [{ name: 'a.b', value: 'true' }] }, value: known(true) },
    {
      when: 'an element is set',
      body: { values: ['a: {b: [1, 2]}'], set: [{ name: 'a.b[1]', value: '3' }] },
      value: known([1, 3]),
    },
    { when: 'they are empty', body: { values: [''] }, value: { state: 'default' } },
    {
      when: 'a leaf is a reference',
      body: { values: ['{"a":{"b":"${aws_ssm_parameter.p.value}"}}'] },
      value: { state: 'reference', references: ['aws_ssm_parameter.p.value'] },
    },
    {
      when: 'a leaf is text around a variable',
      body: { values: ['{"a":{"b":"x-${var.y}"}}'] },
      value: { state: 'unknown', reason: 'is x-${var.y}, known only when Terraform runs', template: 'x-${var.y}' },
    },
    { when: 'other leaves are variables', body: { values: ['{"a":{"b":1,"c":"${var.y}"}}'] }, value: known(1) },
    { when: 'text is escaped', body: { values: ['{"a":{"b":"$${HOME}"}}'] }, value: known('${HOME}') },
    { when: 'a date stands without quotes', body: { values: ['a: {b: 2026-07-28}'] }, value: known('2026-07-28') },
    {
      when: 'a whole document is a variable',
      body: { values: ['a: {b: 1}', '${var.y}'] },
      value: { state: 'unknown', reason: 'values is ${var.y}, which is known only when Terraform runs' },
    },
    { when: 'a document after the variable says so', body: { values: ['${var.y}', 'a: {b: 1}'] }, value: known(1) },
    {
      when: 'they cannot be read',
      body: { values: ['a: [1'] },
      value: { state: 'unknown', reason: 'values cannot be read' },
    },
  ])('are merged as Helm does when $when', ({ body, value }) => {
    expect(helmValues(release(body)).get('a.b')).toEqual(value);
  });

  test('set under names with dots', () => {
    const set = [{ name: 'nodeSelector.hub\\.jupyter\\.org/node-purpose', value: 'core' }];
    expect(helmValues(release({ set })).get('nodeSelector["hub.jupyter.org/node-purpose"]')).toEqual(known('core'));
  });

  test('are readable in part in a plan that knows them only after apply', () => {
    const values = { constant_value: ['{"a":{"b":1,"c":"${var.y}"}}'], references: ['var.y'] };
    const hub = planned(
      'helm_release',
      { after: { chart: 'jupyterhub', values: [null] }, after_unknown: { values: [true] } },
      { values },
    );
    expect(helmValues(hub).get('a.b')).toEqual(known(1));
    expect(helmValues(hub).get('a.c').state).toBe('unknown');
  });

  test('stay hidden in a plan that marks them sensitive', () => {
    const hub = planned('helm_release', {
      after: { chart: 'jupyterhub', values: ['a: {b: hunter2}'] },
      after_sensitive: { values: [true] },
    });
    expect(helmValues(hub).get('a.b')).toEqual({ state: 'unknown', reason: 'values cannot be read' });
  });

  test('are merged once', () => {
    const hub = release({ values: ['a: {b: 1}'] });
    expect(helmValues(hub)).toBe(helmValues(hub));
  });
});

describe('a release of JupyterHub', () => {
  test.each([
    { body: { chart: 'jupyterhub' }, is: true },
    { body: { chart: 'oci://registry.example/charts/jupyterhub' }, is: true },
    { body: { chart: 'daskhub' }, is: true },
    { body: { chart: './my-hub', values: ['hub: {db: {}}\nsingleuser: {defaultUrl: /lab}'] }, is: true },
    { body: { chart: 'grafana' }, is: false },
    { body: { chart: '${var.chart}' }, is: undefined },
  ])('is recognised by chart or values: $body', ({ body, is }) => {
    expect(isHubRelease(release(body))).toBe(is);
  });

  test('takes what is unset from its chart', () => {
    expect(hubValues(release({}))?.get('cull.timeout')).toEqual({ state: 'default', value: 3600 });
  });
});
