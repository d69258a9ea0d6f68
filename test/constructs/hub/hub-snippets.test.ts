import { describe, expect, test } from 'vitest';
import { ADMIN_MOUNTS_SNIPPET, CREDENTIALS_SNIPPET, GROUPS_SNIPPET } from '../../../constructs/src/hub/hub-snippets.ts';
import { Memory } from '../../../constructs/src/hub/memory.ts';
import { USER_DISKS_SNIPPET } from '../../../constructs/src/hub/user-disk.ts';
import { releaseOf, synthHub } from './support/hub.ts';
import { hasPython, runPython as run } from './support/python.ts';

describe.skipIf(!hasPython)('In the hub', () => {
  test('credentials come from the environment, beside what is there already', () => {
    const credentials = [
      { section: 'GitHubOAuthenticator', trait: 'client_secret', variable: 'A' },
      { section: 'LTI11Authenticator', trait: 'consumers', key: 'course-1', variable: 'B' },
      { section: 'LTI11Authenticator', trait: 'consumers', key: 'course-2', variable: 'A' },
    ];
    const printed = run(
      CREDENTIALS_SNIPPET,
      'print(json.dumps(c))',
      { custom: { hubfleet: { credentials } } },
      { A: 'x', B: 'y,z' },
    );
    expect(printed).toEqual({
      GitHubOAuthenticator: { client_secret: 'x' },
      LTI11Authenticator: { consumers: { 'course-1': 'y,z', 'course-2': 'x' } },
    });
  });

  const only = (...groups: string[]) => ({ allowed_groups: groups });
  const profileList = [
    { slug: 'open' },
    { slug: 'gpu', ...only('Atlas:GPU') },
    { slug: 'sized', profile_options: { size: { choices: { s: {}, xl: only('atlas:gpu') } } } },
    { slug: 'large', profile_options: { size: { choices: { xl: only('staff') } } } },
  ];
  const program = `
class User:
    groups = [types.SimpleNamespace(name=name) for name in GROUPS]
    async def get_auth_state(self):
        return {"teams": [{"organization": {"login": team.split(":")[0]}, "slug": team.split(":")[1]} for team in TEAMS]}

spawner = types.SimpleNamespace(user=User())
try:
    print(json.dumps(asyncio.run(c.KubeSpawner.profile_list(spawner))))
except HTTPError as error:
    print(json.dumps(error.args))
`;
  const profilesOf = (groups: string[], teams: string[], list: object[] = profileList) => {
    const given = `GROUPS = ${JSON.stringify(groups)}\nTEAMS = ${JSON.stringify(teams)}\n`;
    return run(GROUPS_SNIPPET, `${given}${program}`, { singleuser: { profileList: list } });
  };

  test.each([
    ['in no group', [], [], ['open', 'sized'], ['s']],
    ['in a team of GitHub', [], ['atlas:gpu'], ['open', 'gpu', 'sized'], ['s', 'xl']],
    ['in a group of the hub', ['atlas:gpu'], [], ['open', 'gpu', 'sized'], ['s', 'xl']],
    ['in a group with larger choices', ['staff'], [], ['open', 'sized', 'large'], ['s']],
  ])('a user %s sees what is meant for it', (_what, groups, teams, slugs, sizes) => {
    const seen = profilesOf(groups, teams) as { slug: string; profile_options?: { size: { choices: object } } }[];
    expect(seen.map(({ slug }) => slug)).toEqual(slugs);
    expect(Object.keys(seen.find(({ slug }) => slug === 'sized')?.profile_options?.size.choices ?? {})).toEqual(sizes);
    expect(JSON.stringify(seen)).not.toContain('allowed_groups');
  });

  test('a user for whom nothing is meant is told so', () => {
    expect(profilesOf([], [], [{ slug: 'gpu', ...only('atlas:gpu') }])).toEqual([
      403,
      'None of your groups may start a server here. Ask the administrators of this hub.',
    ]);
  });

  test.each([
    [true, [{ name: 'home', mount_path: '/home/jovyan/shared-readwrite', sub_path: 'earth/_shared' }]],
    [false, []],
  ])('the shared directory is writable for administrators only (%s)', (admin, mounts) => {
    const adminMounts = [{ subPath: 'earth/_shared', path: '/home/jovyan/shared-readwrite' }];
    const use = `
container = types.SimpleNamespace(name="notebook", volume_mounts=[])
pod = types.SimpleNamespace(spec=types.SimpleNamespace(containers=[container]))
c.KubeSpawner.modify_pod_hook(types.SimpleNamespace(user=types.SimpleNamespace(admin=${admin ? 'True' : 'False'})), pod)
print(json.dumps(container.volume_mounts))
`;
    expect(run(ADMIN_MOUNTS_SNIPPET, use, { custom: { hubfleet: { adminMounts } } })).toEqual(mounts);
  });

  test("a user's disks are claimed before the server starts, in the user's name", () => {
    const surroundings = `
async def exponential_backoff(attempt, message, timeout):
    await attempt()

def make_pvc(**claim):
    return types.SimpleNamespace(**claim, metadata=types.SimpleNamespace(name=claim["name"]))

module("jupyterhub.utils", exponential_backoff=exponential_backoff)
module("kubespawner.objects", make_pvc=make_pvc)
`;
    const use = `
class Spawner:
    k8s_api_request_timeout = 3
    k8s_api_request_retry_timeout = 30
    made = []
    def _expand_all(self, text):
        return text.replace("{username}", "ada")
    def _build_common_labels(self, labels):
        return {"app": "jupyterhub", "component": "singleuser-server"}
    def _build_common_annotations(self, annotations):
        return {"hub.jupyter.org/username": "ada"}
    async def _make_create_pvc_request(self, claim, timeout):
        self.made.append({key: value for key, value in vars(claim).items() if key != "metadata"})

spawner = Spawner()
asyncio.run(c.KubeSpawner.pre_spawn_hook(spawner))
print(json.dumps(spawner.made))
`;
    const userDisks = [
      { claim: 'db-{username}', size: '5Gi', storageClass: 'retain' },
      { claim: 'x-{username}', size: '1Gi' },
    ];
    const made = run(`${surroundings}\n${USER_DISKS_SNIPPET}`, use, { custom: { hubfleet: { userDisks } } });
    const common = {
      access_modes: ['ReadWriteOnce'],
      selector: {},
      labels: { app: 'jupyterhub', component: 'user-disk' },
      annotations: { 'hub.jupyter.org/username': 'ada' },
    };
    expect(made).toEqual([
      { ...common, name: 'db-ada', storage: '5Gi', storage_class: 'retain' },
      { ...common, name: 'x-ada', storage: '1Gi', storage_class: null },
    ]);
  });

  const dask = { maxWorkersPerCluster: 10, maxCpusPerCluster: 20, maxMemoryPerCluster: Memory.gibibytes(80) };
  const daskSnippets = (): Record<string, string> =>
    JSON.parse(
      releaseOf(
        synthHub(() => ({ features: { dask } })),
        'dask-gateway',
      ).values[0],
    ).gateway.extraConfig;

  test('Dask workers get the chosen size, under their user’s name', () => {
    const modules = `
class Options:
    def __init__(self, *fields, handler):
        self.fields, self.handler = fields, handler
field = lambda name, *args, **kwargs: name
module("dask_gateway_server.options", Mapping=field, Options=Options, Select=field, String=field)
`;
    const use = `
options = c.Backend.cluster_options(types.SimpleNamespace(name="ada"))
chosen = types.SimpleNamespace(worker_size="1 CPU, 4 GiB", image="a/b:1", environment={})
print(json.dumps(options.handler(chosen)))
`;
    expect(run(`${modules}\n${daskSnippets()['01-options']}`, use, {})).toMatchObject({
      worker_threads: 1,
      worker_cores: 0.9,
      worker_memory: 4294967296,
      worker_extra_pod_annotations: { 'hub.jupyter.org/username': 'ada' },
      worker_extra_pod_labels: { 'hubfleet.dev/hub': 'earth' },
    });
  });

  test('the third Dask cluster of a user is refused', () => {
    const modules = `
class PublicException(Exception):
    pass
class KubeBackend:
    started = []
    async def list_clusters(self, username):
        return [name for name in self.started if name == username]
    async def start_cluster(self, user, cluster_options):
        self.started.append(user.name)
        return "started"
module("dask_gateway_server.backends.base", PublicException=PublicException)
module("dask_gateway_server.backends.kubernetes", KubeBackend=KubeBackend)
`;
    const use = `
backend = c.DaskGateway.backend_class()
def start(name):
    try:
        return asyncio.run(backend.start_cluster(types.SimpleNamespace(name=name), {}))
    except PublicException as error:
        return str(error)
print(json.dumps([start(name) for name in ["ada", "ada", "grace", "ada"]]))
`;
    expect(run(`${modules}\n${daskSnippets()['02-limits']}`, use, {})).toEqual([
      ...['started', 'started', 'started'],
      'You have 2 clusters already. Stop one of them first.',
    ]);
  });
});
