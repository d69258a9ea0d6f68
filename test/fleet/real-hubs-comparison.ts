import { isMapping, type Json, type Values } from '../../constructs/src/hub/json.ts';

/** Where two hubs differ: the path of a value, and the value on each side. */
export interface Difference {
  readonly path: string;
  readonly theirs: Json | undefined;
  readonly ours: Json | undefined;
}

/** Values that differ, by their path. A list of texts is one value, other lists are gone through. */
export function differences(theirs: Values, ours: Values): Difference[] {
  const [before, after] = [leaves(theirs, []), leaves(ours, [])];
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths
    .map((path) => ({ path, theirs: before.get(path), ours: after.get(path) }))
    .filter((each) => JSON.stringify(each.theirs) !== JSON.stringify(each.ours));
}

function leaves(value: Json, path: readonly string[]): Map<string, Json> {
  const entries = entriesOf(value);
  if (entries === undefined) return new Map([[path.join('/'), value]]);
  return new Map(entries.flatMap(([key, inner]) => [...leaves(inner, [...path, key])]));
}

function entriesOf(value: Json): [string, Json][] | undefined {
  if (isMapping(value)) return Object.entries(value);
  if (!Array.isArray(value) || !value.some((item) => typeof item === 'object')) return undefined;
  return value.map((item, index) => [String(index), item]);
}

/** JupyterHub's units are powers of 1024; amounts in bytes stay. */
function bytes(amount: Json | undefined): Json | undefined {
  const [, number, unit] = /^([\d.]+)([KMGT])$/.exec(String(amount)) ?? [];
  return number === undefined ? amount : Math.trunc(Number(number) * 1024 ** ('KMGT'.indexOf(unit ?? '') + 1));
}

function mapping(value: Json | undefined): Values {
  return isMapping(value) ? value : {};
}

/** An override with amounts in bytes. */
function override(value: Json | undefined): Values {
  const { mem_guarantee, mem_limit, ...rest } = mapping(value);
  return defined({ ...rest, mem_guarantee: bytes(mem_guarantee), mem_limit: bytes(mem_limit) });
}

function defined(value: Record<string, Json | undefined>): Values {
  return Object.fromEntries(
    Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== null),
  ) as Values;
}

/** A profile with what users see as keys: the names of options and choices within are nobody's business. */
function profile(value: Json): Values {
  const { kubespawner_override, profile_options, slug: _, ...rest } = mapping(value);
  const options = Object.values(mapping(profile_options)).map((option) => {
    const { choices, display_name, unlisted_choice, ...others } = mapping(option);
    const isImage = Object.values(mapping(choices)).some(
      (choice) => 'image' in override(mapping(choice).kubespawner_override),
    );
    const named = Object.values(mapping(choices)).map((choice) => {
      const { display_name: name, kubespawner_override: own, slug: __, ...more } = mapping(choice);
      return [String(name), { ...more, ...override(own) }];
    });
    return [
      isImage ? 'image' : 'size',
      { ...others, title: display_name ?? '', free: unlisted_choice ?? {}, choices: Object.fromEntries(named) },
    ];
  });
  return { ...rest, ...override(kubespawner_override), options: Object.fromEntries(options) };
}

/** A mapping or list of things, by what tells them apart instead of by the names that the chart merges them by. */
function by(key: string, things: Json | undefined): Values {
  const list = Array.isArray(things) ? things : Object.values(mapping(things));
  return Object.fromEntries(
    list.map((thing) => {
      const { [key]: name, name: _, ...rest } = mapping(thing);
      return [String(name), rest];
    }),
  );
}

/** CPUs as numbers and memory as bytes, however they are written. */
function resources(value: Json | undefined): Values {
  const amounts = Object.entries(mapping(value)).map(([kind, each]) => {
    const { cpu, memory } = mapping(each);
    const cpus = typeof cpu === 'string' && cpu.endsWith('m') ? Number(cpu.slice(0, -1)) / 1000 : cpu;
    return [kind, defined({ cpu: cpus, memory: bytes(String(memory ?? '').replace(/i$/, '')) })];
  });
  return Object.fromEntries(amounts);
}

/** Values of a hub in the form that is compared. */
export function comparable(values: Values): Values {
  const { singleuser, hub, proxy, scheduling, ...rest } = values;
  const { memory, profileList, storage, extraFiles, networkPolicy, ...server } = mapping(singleuser);
  const { egress, ...policy } = mapping(networkPolicy);
  const { extraVolumes, extraVolumeMounts, ...homes } = mapping(storage);
  const { userScheduler, ...nodes } = mapping(scheduling);
  const { guarantee, limit } = mapping(memory);
  const { chp, ...proxies } = mapping(proxy);
  const rules = Array.isArray(egress) ? egress.map((rule) => [JSON.stringify(rule), true]) : [];
  return {
    ...rest,
    hub: { ...mapping(hub), resources: resources(mapping(hub).resources) },
    proxy: { ...proxies, chp: { ...mapping(chp), resources: resources(mapping(chp).resources) } },
    scheduling: {
      ...nodes,
      userScheduler: { ...mapping(userScheduler), resources: resources(mapping(userScheduler).resources) },
    },
    singleuser: {
      ...server,
      memory: defined({ guarantee: bytes(guarantee), limit: bytes(limit) }),
      networkPolicy: { ...policy, egress: Object.fromEntries(rules) },
      profileList: Array.isArray(profileList) ? profileList.map(profile) : [],
      extraFiles: by('mountPath', extraFiles),
      storage: { ...homes, mounts: by('mountPath', extraVolumeMounts), volumes: by('emptyDir', extraVolumes) },
    },
  };
}
