import { describe, expect, test } from 'vitest';
import { mergeValues, type Values } from '../../../constructs/src/hub/json.ts';
import { valuesFaults } from '../../../constructs/src/hub/values-faults.ts';

const sound: Values = { hub: { config: { JupyterHub: { authenticator_class: 'github' } } } };
const faults = (over: Values) => valuesFaults(mergeValues(sound, over));

const memory = (limit: Values[string]): Values => ({ singleuser: { memory: { limit } } });
const config = (sections: Values): Values => ({ hub: { config: sections } });
const profiles = (...profileList: Values[]): Values => ({ singleuser: { profileList } });
const choices = (entries: Values): Values => ({ profile_options: { size: { choices: entries } } });

const github = { client_id: 'Iv1', oauth_callback_url: 'https://earth.example.org/hub/oauth_callback' };

describe('Values that the chart accepts and the hub does not', () => {
  test.each(['8Gi', '8GB', '512m', '8000000000', '1 G', '', -1, 0])('memory %j', (limit) => {
    expect(faults(memory(limit))).toEqual([
      `singleuser.memory.limit is no amount that JupyterHub reads, got ${limit}; use bytes or the units K, M, G, T`,
    ]);
  });

  test.each<[string, Values, string]>([
    [
      'memory of a profile',
      profiles({ slug: 'a', kubespawner_override: { mem_limit: '8Gi' } }),
      'singleuser.profileList[a].mem_limit is no amount that JupyterHub reads, got 8Gi; use bytes or the units K, M, G, T',
    ],
    [
      'memory of a choice',
      profiles({ display_name: 'A', ...choices({ big: { kubespawner_override: { mem_guarantee: '8GiB' } } }) }),
      'singleuser.profileList[A].profile_options.size.big.mem_guarantee is no amount that JupyterHub reads, got 8GiB; use bytes or the units K, M, G, T',
    ],
    [
      'a section in lower case',
      config({ loadRoles: {} }),
      'hub.config.loadRoles is no class name, the hub would not start; begin it with a capital',
    ],
    [
      'two default profiles',
      profiles({ slug: 'a', default: true }, { slug: 'b', default: true }),
      'singleuser.profileList has 2 defaults; keep one',
    ],
    [
      'two default choices',
      profiles({ slug: 'a', ...choices({ x: { default: true }, y: { default: true } }) }),
      'singleuser.profileList[a].profile_options.size has 2 defaults; keep one',
    ],
    [
      'one slug twice',
      profiles({ slug: 'a' }, { slug: 'a' }),
      'singleuser.profileList has the slug a twice; rename one of them',
    ],
    [
      'the dummy login',
      config({ JupyterHub: { authenticator_class: 'dummy' } }),
      'hub.config.JupyterHub.authenticator_class is dummy, anybody could log in as anybody; choose an authentication',
    ],
    [
      'an open login without a reason',
      config({ Authenticator: { allow_all: true } }),
      'hub.config.Authenticator.allow_all opens the hub without a reason; use allowEveryoneBecause',
    ],
    [
      'a login without its callback',
      config({ GitHubOAuthenticator: { client_id: 'Iv1' } }),
      'hub.config.GitHubOAuthenticator.oauth_callback_url is missing; set it to https://<domain>/hub/oauth_callback',
    ],
    [
      'a CPU limit alone',
      { singleuser: { cpu: { limit: 4 } } },
      'singleuser.cpu.limit without a guarantee reserves the whole limit for each server; set guarantee to 0.05 or more',
    ],
    [
      'CPUs as a Kubernetes quantity',
      { singleuser: { cpu: { guarantee: '500m' } } },
      'singleuser.cpu.guarantee is no number of CPUs, got 500m; write 0.5 for 500m',
    ],
    [
      'CPUs of a profile as text',
      profiles({ slug: 'a', kubespawner_override: { cpu_limit: '2' } }),
      'singleuser.profileList[a].cpu_limit is no number of CPUs, got 2; write 0.5 for 500m',
    ],
    [
      'CPUs below zero',
      { singleuser: { cpu: { guarantee: -1 } } },
      'singleuser.cpu.guarantee is no number of CPUs, got -1; write 0.5 for 500m',
    ],
    [
      'a pattern for free text that does not compile',
      profiles({ slug: 'a', profile_options: { image: { unlisted_choice: { validation_regex: '^quay.io/(.+$' } } } }),
      'singleuser.profileList[a].profile_options.image.unlisted_choice.validation_regex does not compile, got ^quay.io/(.+$; close its brackets',
    ],
    [
      'administrators of a hub with the dummy login',
      config({ JupyterHub: { authenticator_class: 'dummy' }, Authenticator: { admin_users: ['ada'] } }),
      'hub.config.JupyterHub.authenticator_class is dummy, anybody could log in as anybody, also as ada; choose an authentication',
    ],
    [
      'a metadata address both blocked and allowed',
      {
        singleuser: {
          cloudMetadata: { blockWithIptables: true },
          networkPolicy: { egressAllowRules: { cloudMetadataServer: true } },
        },
      },
      'singleuser.cloudMetadata blocks the metadata address that networkPolicy allows; the chart refuses both',
    ],
  ])('%s', (_what, over, fault) => {
    expect(faults(over)).toEqual([fault]);
  });

  test('no login at all is the chart’s dummy login', () => {
    expect(valuesFaults({})).toEqual([
      'hub.config.JupyterHub.authenticator_class is dummy, anybody could log in as anybody; choose an authentication',
    ]);
  });
});

describe('Values that are sound', () => {
  test.each<[string, Values]>([
    ['nothing more', {}],
    ['memory in bytes', memory(8589934592)],
    ['memory with a unit', memory('1.5G')],
    ['memory left to the chart', memory(null)],
    ['one default', profiles({ slug: 'a', default: true }, { slug: 'b' })],
    ['a section of a class', config({ KubeSpawner: {} })],
    [
      'an open login with a reason',
      {
        ...config({ Authenticator: { allow_all: true } }),
        custom: { hubfleet: { openToEverybodyBecause: 'A public demonstration' } },
      },
    ],
    ['a login with its callback', config({ GitHubOAuthenticator: github })],
    ['CPUs as numbers', { singleuser: { cpu: { guarantee: 0.05, limit: 2 } } }],
    ['CPUs left to the chart', { singleuser: { cpu: { guarantee: null, limit: null } } }],
    [
      'a pattern that compiles, with a named group of Python',
      profiles({
        slug: 'a',
        profile_options: { image: { unlisted_choice: { validation_regex: '^(?P<host>.+):.+$' } } },
      }),
    ],
    ['a CPU limit with a guarantee', { singleuser: { cpu: { guarantee: 0.05, limit: 4 } } }],
    [
      'a metadata address that is allowed',
      {
        singleuser: {
          cloudMetadata: { blockWithIptables: false },
          networkPolicy: { egressAllowRules: { cloudMetadataServer: true } },
        },
      },
    ],
  ])('%s', (_what, over) => {
    expect(faults(over)).toEqual([]);
  });
});
