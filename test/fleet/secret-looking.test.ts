import { describe, expect, test } from 'vitest';
import { maskSecrets } from '../../src/fleet/secret-looking.ts';
import { renderProblemsText } from '../../src/render/problems-text.ts';
import { exampleHub, loadFiles, sentencesOf } from '../support/fleet.ts';

// Put together here, so that no scanner takes this file for a leak.
const awsKey = `AKIA${'ABCDEFGHIJKLMNOP'}`;
const githubToken = `ghp_${'a1B2'.repeat(9)}`;
const googleKey = `AIza${'a1B2c'.repeat(7)}`;
const webToken = `eyJ${'hbGciOiJIUzI1NiJ9'}.eyJ${'zdWIiOiIxMjM0In0'}.c2ln`;
const pem = `-----BEGIN RSA ${'PRIVATE'} KEY-----\nMIIE\n-----END RSA ${'PRIVATE'} KEY-----`;
const hex = 'deadbeef'.repeat(4);
const remedy = 'take it out of the file, replace it where it was issued, and keep the new one in a secret store';

describe('values that look like secrets', () => {
  test.each([
    { key: 'NOTE', value: awsKey, kind: 'an AWS access key' },
    { key: 'NOTE', value: `use ${githubToken} here`, kind: 'a GitHub token' },
    { key: 'NOTE', value: `glpat-${'a1B2c'.repeat(4)}`, kind: 'a GitLab token' },
    { key: 'NOTE', value: googleKey, kind: 'a Google API key' },
    { key: 'NOTE', value: `GOCSPX-${'a1B2c'.repeat(5)}`, kind: 'a Google client secret' },
    { key: 'NOTE', value: `xoxb-${'1234567890'}`, kind: 'a Slack token' },
    { key: 'NOTE', value: webToken, kind: 'a signed web token' },
    { key: 'NOTE', value: pem, kind: 'a private key' },
    { key: 'API_TOKEN', value: hex, kind: 'a secret' },
    { key: 'DB_PASSWORD', value: 'aB3'.repeat(12), kind: 'a secret' },
    { key: 'API_TOKEN', value: hex.slice(1), kind: undefined },
    { key: 'COMMIT', value: hex, kind: undefined },
    { key: 'TOKEN_URL', value: 'https://login.example/token/deadbeef', kind: undefined },
    { key: 'API_TOKEN_PATH', value: '/var/run/secrets/kubernetes.io/serviceaccount', kind: undefined },
  ])('$key that is $kind', async ({ key, value, kind }) => {
    const sentences = await sentencesOf({ 'atlas/hubs/research.yaml': exampleHub({ environment: { [key]: value } }) });
    expect(sentences).toEqual(
      kind ? [`atlas/hubs/research.yaml: environment.${key}: value looks like ${kind}; ${remedy}`] : [],
    );
  });

  test('are found in raw chart values, and under the key of the list they are in', async () => {
    const values = { hub: { config: { JupyterHub: { tokens: [hex] } } } };
    expect(await sentencesOf({ 'atlas/hubs/research.yaml': exampleHub({ values }) })).toEqual([
      `atlas/hubs/research.yaml: values.hub.config.JupyterHub.tokens[0]: value looks like a secret; ${remedy}`,
    ]);
  });

  test.each([
    { when: 'the secret itself is the problem', hub: exampleHub({ environment: { NOTE: pem, A: githubToken } }) },
    {
      when: 'a plain secret stands where a reference belongs',
      hub: exampleHub({ authentication: { kind: 'sharedPassword', password: 'MIIE' } }),
    },
    { when: 'the value has the wrong shape too', hub: exampleHub({ domain: githubToken }) },
    { when: 'the line beside the secret is wrong', hub: `displayNam: x\nclientSecret: MIIE\nother: ${githubToken}\n` },
    { when: 'the file is not YAML', hub: `password: MIIE\nbad: [${githubToken}\n` },
    { when: 'the secret is in a flow', hub: `a: {password: MIIE, "api_key": 'MIIE'}\n` },
  ])('are not printed when $when', async ({ hub }) => {
    const result = await loadFiles({ 'atlas/hubs/research.yaml': hub });
    if ('fleet' in result) throw new Error('expected problems');
    const text = renderProblemsText(result.problems, result.sources);
    expect(text).not.toContain('MIIE');
    expect(text).not.toContain(githubToken);
  });
});

describe('maskSecrets', () => {
  test.each([
    { text: 'clientSecret: abc', masked: 'clientSecret: ***' },
    { text: '  - password: "abc" # note', masked: '  - password: ************' },
    {
      text: 'clientSecret: awsSecretsManager:atlas/research',
      masked: 'clientSecret: awsSecretsManager:atlas/research',
    },
    { text: 'password: "variable:event" # later', masked: 'password: "variable:event" # later' },
    { text: 'tokenUrl: https://a.example', masked: 'tokenUrl: https://a.example' },
    { text: 'secrets:\n  name: x', masked: 'secrets:\n  name: x' },
    { text: `note: ${awsKey} end`, masked: `note: ${'*'.repeat(20)} end` },
    { text: '{a: 1, token: abc}', masked: '{a: 1, token: ***}' },
  ])('$text', ({ text, masked }) => {
    expect(maskSecrets(text)).toBe(masked);
  });
});
