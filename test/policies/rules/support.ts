import { check, RULE_SETS, readSynthesized, rules } from '@hubfleet/policies';

/** What one rule says of one resource, as `verdict: message`; the stack may hold more. */
export function judged(rule: string, type: string, body: unknown, rest: Record<string, unknown> = {}): string[] {
  const { resource = {}, ...sections } = rest as { resource?: Record<string, object> };
  const json = { ...sections, resource: { ...resource, [type]: { ...resource[type], it: body } } };
  const { findings } = check(readSynthesized(json, { stack: 's' }), {
    stage: 'synth',
    today: '2026-11-22',
    settings: { sets: RULE_SETS },
    rules: rules.filter(({ id }) => id === rule),
  });
  return findings
    .filter(({ address }) => address === `${type}.it`)
    .map(({ verdict, message }) => `${verdict}: ${message}`);
}

/** The same for a JupyterHub release with these values. */
export function judgedHub(rule: string, values: unknown, release: object = {}): string[] {
  const texts = typeof values === 'string' ? [values] : [JSON.stringify(values)];
  return judged(rule, 'helm_release', { chart: 'jupyterhub', version: '4.4.0', values: texts, ...release });
}
