import { describe, expect, test } from 'vitest';
import { tokenFor } from '../../src/hcp/api-token.ts';
import { apiOrigin, isHost, redirectProblem } from '../../src/hcp/origins.ts';
import { livesElsewhere, stackHome } from '../../src/hcp/stack-home.ts';
import { exampleOrganization, writeFleet } from '../support/fleet.ts';
import { run } from '../support/run.ts';

const local = { 'fleet.yaml': exampleOrganization({ backend: { kind: 'local' } }) };
const env = { TF_TOKEN_app_terraform_io: 'token', TF_CLOUD_ORGANIZATION: 'odc' };

describe('hcp run asks for', () => {
  test.each([
    {
      when: 'a stack',
      files: local,
      args: [],
      env,
      says: 'stack: one is run at a time, got 4; name one of atlas, atlas-data, atlas-support, atlas-research',
    },
    {
      when: 'an organization',
      files: local,
      args: ['atlas'],
      env: { ...env, TF_CLOUD_ORGANIZATION: '' },
      says: 'organization: is not known; give --organization or set TF_CLOUD_ORGANIZATION',
    },
    {
      when: 'a token',
      files: local,
      args: ['atlas', '--hostname', 'tfe.my-lab.example'],
      env,
      says: 'token: there is none for tfe.my-lab.example; set TF_TOKEN_tfe_my__lab_example or TF_TOKEN_tfe_my-lab_example or TF_API_TOKEN to the token of a user or a team',
    },
    {
      when: 'a state that is in the workspace',
      files: {},
      args: ['atlas'],
      env,
      says: 'atlas: its state is in s3, and a workspace would begin with an empty one and create everything again; move the state into the workspace first, then give --ignore-backend',
    },
  ])('$when', async ({ files, args, env: variables, says }) => {
    const fleet = await writeFleet(files);
    const result = await run(['hcp', 'run', ...args, '--fleet', fleet, '--out', `${fleet}/out`], { env: variables });
    expect(result).toEqual({ code: 2, stdout: '', stderr: `hubfleet: ${says}\n` });
  });

  test('a name of a host', async () => {
    const { code, stderr } = await run(['hcp', 'run', '--hostname', 'https://app.terraform.io/']);
    expect(code).toBe(2);
    expect(stderr).toContain('it must be the name of a host, as app.terraform.io.');
  });

  test('a command below hcp', async () => {
    const { code, stderr } = await run(['hcp']);
    expect(code).toBe(2);
    expect(stderr).toContain('Usage: hubfleet hcp [options] [command]');
  });
});

describe('the token of a host', () => {
  test.each([
    { host: 'app.terraform.io', variables: { TF_TOKEN_app_terraform_io: 'a', TF_API_TOKEN: 'b' }, token: 'a' },
    { host: 'app.terraform.io', variables: { TF_API_TOKEN: 'b' }, token: 'b' },
    { host: 'app.terraform.io', variables: { TF_TOKEN_app_terraform_io: ' ' }, token: undefined },
    { host: 'tfe.my-lab.example', variables: { TF_TOKEN_tfe_my__lab_example: 'a' }, token: 'a' },
    { host: 'tfe.my-lab.example', variables: { 'TF_TOKEN_tfe_my-lab_example': 'a' }, token: 'a' },
    { host: 'TFE.example:8443', variables: { TF_TOKEN_tfe_example: 'a' }, token: 'a' },
    { host: 'other.example', variables: { TF_TOKEN_app_terraform_io: 'a' }, token: undefined },
  ])('$host with $variables is $token', ({ host, variables, token }) => {
    expect(tokenFor(host, { ...variables })).toBe(token);
  });
});

describe('a host', () => {
  test.each([
    { host: 'app.terraform.io', origin: 'https://app.terraform.io' },
    { host: 'TFE.example:8443', origin: 'https://tfe.example:8443' },
    { host: 'tfe.example:443', origin: 'https://tfe.example' },
    { host: '127.0.0.1:8080', origin: 'http://127.0.0.1:8080' },
    { host: 'localhost:8080', origin: 'http://localhost:8080' },
    { host: '127.0.0.1.evil.example', origin: 'https://127.0.0.1.evil.example' },
  ])('$host is reached at $origin', ({ host, origin }) => {
    expect(apiOrigin(host)).toBe(origin);
  });

  test.each(['', 'https://x', 'a/b', 'a@b', 'a?b', 'a#b', 'a b', 'a:99999'])('is not named %j', (text) => {
    expect(isHost(text)).toBe(false);
  });

  test.each([
    { from: 'https://app.terraform.io', to: 'https://archivist.terraform.io/x', problem: undefined },
    { from: 'http://127.0.0.1:1', to: 'http://127.0.0.1:2/x', problem: undefined },
    {
      from: 'https://app.terraform.io',
      to: 'http://archivist.terraform.io/x',
      problem: 'redirects to http://, only https:// is followed',
    },
    {
      from: 'https://app.terraform.io',
      to: 'http://127.0.0.1/x',
      problem: 'redirects to http://, only https:// is followed',
    },
    { from: 'https://app.terraform.io', to: 'https://localhost/x', problem: 'redirects to an address of this machine' },
    { from: 'https://app.terraform.io', to: 'https://[::1]/x', problem: 'redirects to an address of this machine' },
    {
      from: 'https://app.terraform.io',
      to: 'https://[::ffff:127.0.0.1]/x',
      problem: 'redirects to an address of this machine',
    },
    {
      from: 'https://app.terraform.io',
      to: 'https://0x7f000001/x',
      problem: 'redirects to an address of this machine',
    },
  ])('$from may lead to $to: $problem', ({ from, to, problem }) => {
    expect(redirectProblem(new URL(from), new URL(to))).toBe(problem);
  });
});

describe('the home of a stack', () => {
  test.each([
    { terraform: {}, home: { kind: 'none' }, elsewhere: false },
    { terraform: { backend: { local: { path: 'x' } } }, home: { kind: 'local' }, elsewhere: false },
    { terraform: { backend: { s3: { bucket: 'x' } } }, home: { kind: 's3' }, elsewhere: true },
    { terraform: [{ backend: [{ gcs: [{ bucket: 'x' }] }] }], home: { kind: 'gcs' }, elsewhere: true },
    {
      terraform: { cloud: { hostname: 'tfe.example', organization: 'odc', workspaces: { name: 'atlas' } } },
      home: { kind: 'cloud', hostname: 'tfe.example', organization: 'odc', workspace: 'atlas' },
      elsewhere: false,
    },
    {
      terraform: { backend: { remote: { organization: 'odc', workspaces: { prefix: 'x-' } } } },
      home: { kind: 'remote', organization: 'odc' },
      elsewhere: false,
    },
  ])('in $terraform is $home.kind', ({ terraform, home, elsewhere }) => {
    expect(stackHome({ terraform })).toEqual(home);
    expect(livesElsewhere(stackHome({ terraform }))).toBe(elsewhere);
  });
});
