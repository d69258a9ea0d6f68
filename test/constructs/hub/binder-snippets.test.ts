import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  BINDER_SPAWNER_SNIPPET,
  REGISTRY_SNIPPET,
  VISITOR_COMMAND,
} from '../../../constructs/src/hub/binder-snippets.ts';
import { RENEWAL_SCRIPT } from '../../../constructs/src/hub/registry-login.ts';
import { hasPython, runPython } from './support/python.ts';

const spawner = `
class KubeSpawner:
    image = "default"
    port = 8888
    default_url = "/lab"
    args = ["--debug"]
    server = types.SimpleNamespace(base_url="/user/ada/")
    def __init__(self, options):
        self.user_options = options
    def start(self):
        return self.image
    def get_args(self):
        return ["--usual"]
    def get_env(self):
        return {"JUPYTERHUB_USER": "ada"}

module("kubespawner", KubeSpawner=KubeSpawner)
`;

/** What the spawner of BinderHub's servers makes of the options. */
function start(options: object, visitors: boolean): unknown {
  const use = `
spawner = c.JupyterHub.spawner_class(json.loads('''${JSON.stringify(options)}'''))
try:
    print(json.dumps({"image": spawner.start(), "args": spawner.get_args(), "env": spawner.get_env()}))
except HTTPError as error:
    print(json.dumps(error.args))
`;
  const values = { custom: { hubfleet: { binder: { imagePrefix: 'quay.io/atlas/', visitors } } } };
  return runPython(`${spawner}\n${BINDER_SPAWNER_SNIPPET}`, use, values);
}

describe.skipIf(!hasPython)('The spawner of BinderHub', () => {
  const image = 'quay.io/atlas/lyra-2dcourse:abc';

  test("starts what BinderHub built for a visitor, behind BinderHub's token", () => {
    expect(
      start({ image, token: 't0', repo_url: 'https://github.com/lyra/course', binder_ref_url: 'r' }, true),
    ).toEqual({
      image,
      args: [
        '--ServerApp.ip=0.0.0.0',
        '--ServerApp.port=8888',
        '--ServerApp.base_url=/user/ada/',
        '--ServerApp.token=t0',
        '--ServerApp.default_url=/lab',
        '--ServerApp.trust_xheaders=True',
        '--debug',
      ],
      env: { JUPYTERHUB_USER: 'ada', BINDER_REPO_URL: 'https://github.com/lyra/course', BINDER_REF_URL: 'r' },
    });
  });

  test('starts it for users with accounts as their other servers', () => {
    expect(start({ image }, false)).toEqual({ image, args: ['--usual'], env: { JUPYTERHUB_USER: 'ada' } });
    expect(start({}, false)).toMatchObject({ image: 'default' });
  });

  test.each([
    [{ image: 'docker.io/miner/miner:1', token: 't' }, true, 'This hub starts images that its BinderHub built only.'],
    [{ image: 'docker.io/miner/miner:1' }, false, 'This hub starts images that its BinderHub built only.'],
    [{ image }, true, 'Servers of this hub are started by its BinderHub.'],
    [{ token: 't' }, true, 'Servers of this hub are started by its BinderHub.'],
  ])('refuses %j (visitors: %s)', (options, visitors, message) => {
    expect(start(options, visitors)).toEqual([400, message]);
  });

  test('asks the registry with the login of the moment', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hubfleet-login-'));
    try {
      const login = (text: string) => ({ auths: { 'quay.io': { auth: Buffer.from(text).toString('base64') } } });
      writeFileSync(join(folder, 'config.json'), JSON.stringify(login('robot:first:part')));
      const surroundings = `
class DockerRegistry:
    async def get_image_manifest(self, image, tag):
        return [image, tag, self.username, self.password]

module("binderhub.registry", DockerRegistry=DockerRegistry)
`;
      const use = `
import os
asked = [asyncio.run(c.BinderHub.registry_class().get_image_manifest("a", "b"))]
with open(os.path.join(os.environ["DOCKER_CONFIG"], "config.json"), "w") as file:
    file.write(json.dumps(${JSON.stringify(login('robot:second'))}))
asked.append(asyncio.run(c.BinderHub.registry_class().get_image_manifest("a", "b")))
print(json.dumps([asked, c.KubernetesBuildExecutor.push_secret]))
`;
      const environment = { DOCKER_CONFIG: folder, REGISTRY_HOST: 'quay.io', REGISTRY_SECRET: 'image-registry' };
      expect(runPython(`${surroundings}\n${REGISTRY_SNIPPET}`, use, {}, environment)).toEqual([
        [
          ['a', 'b', 'robot', 'first:part'],
          ['a', 'b', 'robot', 'second'],
        ],
        'image-registry',
      ]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** A folder with programs that write down how they are called. */
function withPrograms<T>(programs: Record<string, string>, use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'hubfleet-programs-'));
  try {
    for (const [name, body] of Object.entries(programs)) {
      writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`);
      chmodSync(join(folder, name), 0o755);
    }
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('Servers of visitors', () => {
  test.each([
    [{ 'jupyter-lab': 'echo lab "$@"', 'jupyter-notebook': 'echo notebook "$@"' }, 'lab --ServerApp.port=1 a b\n'],
    [{ 'jupyter-notebook': 'echo notebook "$@"' }, 'notebook --ServerApp.port=1 a b\n'],
  ])('run the program that their image has (%#)', (programs, said) => {
    withPrograms(programs as Record<string, string>, (folder) => {
      const [command = '', ...args] = VISITOR_COMMAND;
      const { stdout } = spawnSync(`/bin/${command}`, [...args, '--ServerApp.port=1', 'a b'], {
        encoding: 'utf8',
        env: { PATH: folder },
      });
      expect(stdout).toBe(said);
    });
  });
});

describe('The login to the registry of a cluster', () => {
  const run = (passwordCommand: string) =>
    withPrograms({ curl: 'echo "$@" > "$SEEN/curl"; cat > "$SEEN/body"', sleep: 'exit 9' }, (folder) => {
      const seen = join(folder, 'seen');
      mkdirSync(seen);
      const { status } = spawnSync('/bin/sh', ['-c', RENEWAL_SCRIPT], {
        encoding: 'utf8',
        env: {
          PATH: `${folder}:${process.env.PATH}`,
          SEEN: seen,
          NAMESPACE: 'earth',
          SECRET: 'image-registry',
          REGISTRY_HOST: 'quay.io',
          USERNAME: 'AWS',
          PASSWORD_COMMAND: passwordCommand,
          SECONDS_BETWEEN: '600',
        },
      });
      const read = (name: string) => {
        try {
          return readFileSync(join(seen, name), 'utf8');
        } catch {
          return undefined;
        }
      };
      return { status, call: read('curl'), body: read('body') };
    });

  test('writes the password of the moment into the secret, under both names', () => {
    const { status, call, body } = run("printf 'pass%sword' 1 && true");
    expect(status).toBe(9);
    expect(call).toContain('-X PATCH');
    expect(call?.trim().endsWith('/api/v1/namespaces/earth/secrets/image-registry')).toBe(true);
    const { data } = JSON.parse(body ?? '');
    expect(Object.keys(data)).toEqual(['config.json', '.dockerconfigjson']);
    const files = Object.values(data).map((text) => JSON.parse(Buffer.from(String(text), 'base64').toString()));
    const login = { auths: { 'quay.io': { auth: Buffer.from('AWS:pass1word').toString('base64') } } };
    expect(files).toEqual([login, login]);
  });

  test.each(['false', 'true'])('writes nothing when the cloud gives no password (%s)', (command) => {
    const { status, call } = run(command);
    expect(status).toBe(1);
    expect(call).toBeUndefined();
  });
});
