import { isMapping, type Json, type Values } from './json';

/** What the chart's schema lets through although the hub refuses it, or although it opens the hub. */
type Check = (values: Values) => string[];

function at(values: Json | undefined, path: string): Json | undefined {
  let current = values;
  for (const key of path.split('.')) current = isMapping(current) ? current[key] : undefined;
  return current;
}

function mapping(values: Json | undefined, path: string): Values {
  const found = at(values, path);
  return isMapping(found) ? found : {};
}

function mappings(value: Json | undefined): Values[] {
  return Array.isArray(value) ? value.filter(isMapping) : [];
}

function slugOf(entry: Values): string {
  return String(entry.slug ?? entry.display_name ?? '?');
}

/** Every override of KubeSpawner in the profile list, with the path for messages. */
function overrides(values: Values): { path: string; override: Values }[] {
  return mappings(at(values, 'singleuser.profileList')).flatMap((profile) => {
    const path = `singleuser.profileList[${slugOf(profile)}]`;
    const choices = Object.entries(mapping(profile, 'profile_options')).flatMap(([name, option]) =>
      Object.entries(mapping(option, 'choices')).map(([key, choice]) => ({
        path: `${path}.profile_options.${name}.${key}`,
        override: mapping(choice, 'kubespawner_override'),
      })),
    );
    return [{ path, override: mapping(profile, 'kubespawner_override') }, ...choices];
  });
}

/** JupyterHub's byte traits take a number, or one of the four suffixes. */
function isBytes(value: Json): boolean {
  return value === null || (typeof value === 'number' && value > 0) || /^\d+(\.\d+)?[KMGT]$/.test(String(value));
}

const memoryUnits: Check = (values) => {
  const places = [
    { path: 'singleuser.memory', keys: ['guarantee', 'limit'], of: mapping(values, 'singleuser.memory') },
    ...overrides(values).map(({ path, override }) => ({ path, keys: ['mem_guarantee', 'mem_limit'], of: override })),
  ];
  return places.flatMap(({ path, keys, of }) =>
    keys.flatMap((key) => {
      const value = of[key];
      if (value === undefined || isBytes(value)) return [];
      return [`${path}.${key} is no amount that JupyterHub reads, got ${value}; use bytes or the units K, M, G, T`];
    }),
  );
};

const sectionNames: Check = (values) =>
  Object.keys(mapping(values, 'hub.config'))
    .filter((name) => !/^[A-Z]/.test(name))
    .map((name) => `hub.config.${name} is no class name, the hub would not start; begin it with a capital`);

const defaults: Check = (values) => {
  const profiles = mappings(at(values, 'singleuser.profileList'));
  const lists = [
    { path: 'singleuser.profileList', entries: profiles },
    ...profiles.flatMap((profile) =>
      Object.entries(mapping(profile, 'profile_options')).map(([name, option]) => ({
        path: `singleuser.profileList[${slugOf(profile)}].profile_options.${name}`,
        entries: Object.values(mapping(option, 'choices')).filter(isMapping),
      })),
    ),
  ];
  return lists
    .map(({ path, entries }) => ({ path, count: entries.filter((entry) => entry.default === true).length }))
    .filter(({ count }) => count > 1)
    .map(({ path, count }) => `${path} has ${count} defaults; keep one`);
};

const slugs: Check = (values) => {
  const names = mappings(at(values, 'singleuser.profileList')).map(slugOf);
  const twice = new Set(names.filter((name, index) => names.indexOf(name) !== index));
  return [...twice].map((name) => `singleuser.profileList has the slug ${name} twice; rename one of them`);
};

const authenticatorClass = (values: Values) =>
  String(at(values, 'hub.config.JupyterHub.authenticator_class') ?? 'dummy');

const dummyLogin: Check = (values) => {
  if (authenticatorClass(values) !== 'dummy') return [];
  const admins = at(values, 'hub.config.Authenticator.admin_users');
  const also = Array.isArray(admins) && admins.length > 0 ? `, also as ${admins.join(', ')}` : '';
  return [
    `hub.config.JupyterHub.authenticator_class is dummy, anybody could log in as anybody${also}; choose an authentication`,
  ];
};

/** Whether the values open the hub beside what the typed authentication says. */
const openLogin: Check = (values) => {
  const said = at(values, 'custom.hubfleet.openToEverybodyBecause') !== undefined;
  if (said || at(values, 'hub.config.Authenticator.allow_all') !== true) return [];
  return ['hub.config.Authenticator.allow_all opens the hub without a reason; use allowEveryoneBecause'];
};

const callback: Check = (values) =>
  Object.entries(mapping(values, 'hub.config'))
    .filter(
      ([name, section]) => name.endsWith('OAuthenticator') && isMapping(section) && section.client_id !== undefined,
    )
    .filter(([, section]) => at(section, 'oauth_callback_url') === undefined)
    .map(([name]) => `hub.config.${name}.oauth_callback_url is missing; set it to https://<domain>/hub/oauth_callback`);

const cpuGuarantee: Check = (values) => {
  const { guarantee, limit } = mapping(values, 'singleuser.cpu');
  const guaranteed = typeof guarantee === 'number' && guarantee > 0;
  if (guaranteed || limit === undefined || limit === null) return [];
  return [
    'singleuser.cpu.limit without a guarantee reserves the whole limit for each server; set guarantee to 0.05 or more',
  ];
};

/** KubeSpawner takes CPUs as a number: a Kubernetes quantity stops each start. */
const cpuUnits: Check = (values) => {
  const places = [
    { path: 'singleuser.cpu', keys: ['guarantee', 'limit'], of: mapping(values, 'singleuser.cpu') },
    ...overrides(values).map(({ path, override }) => ({ path, keys: ['cpu_guarantee', 'cpu_limit'], of: override })),
  ];
  return places.flatMap(({ path, keys, of }) =>
    keys.flatMap((key) => {
      const value = of[key];
      if (value === undefined || value === null || (typeof value === 'number' && value >= 0)) return [];
      return [`${path}.${key} is no number of CPUs, got ${value}; write 0.5 for 500m`];
    }),
  );
};

/** Free text of an image is checked by the hub with a pattern of Python; one that does not compile lets nothing in. */
const patterns: Check = (values) =>
  mappings(at(values, 'singleuser.profileList')).flatMap((profile) =>
    Object.entries(mapping(profile, 'profile_options')).flatMap(([name, option]) => {
      const pattern = at(option, 'unlisted_choice.validation_regex');
      if (typeof pattern !== 'string' || compiles(pattern)) return [];
      const path = `singleuser.profileList[${slugOf(profile)}].profile_options.${name}`;
      return [`${path}.unlisted_choice.validation_regex does not compile, got ${pattern}; close its brackets`];
    }),
  );

function compiles(pattern: string): boolean {
  try {
    // Python writes named groups with a P, and looks no different otherwise.
    new RegExp(pattern.replace(/\(\?P</g, '(?<'), 'u');
    return true;
  } catch {
    return false;
  }
}

const metadata: Check = (values) =>
  at(values, 'singleuser.cloudMetadata.blockWithIptables') === true &&
  at(values, 'singleuser.networkPolicy.egressAllowRules.cloudMetadataServer') === true
    ? ['singleuser.cloudMetadata blocks the metadata address that networkPolicy allows; the chart refuses both']
    : [];

const CHECKS: readonly Check[] = [
  memoryUnits,
  sectionNames,
  defaults,
  slugs,
  dummyLogin,
  openLogin,
  callback,
  cpuGuarantee,
  cpuUnits,
  patterns,
  metadata,
];

/** Everything wrong with a hub's values that the chart's schema does not see, in the order of the values. */
export function valuesFaults(values: Values): string[] {
  return CHECKS.flatMap((check) => check(values));
}
