import { type FleetCheck, rightHubs } from '../draft.ts';

/** Disks of users have names of their own, and one server at a time mounts them. */
export const checkUserDisks: FleetCheck = (draft) =>
  draft.clusters.flatMap(rightHubs).flatMap(({ source, value: { storage, limits } }) => {
    const names = storage.userDisks.map(({ name }) => name);
    const repeated = names.flatMap((name, index) => {
      if (names.indexOf(name) === index) return [];
      const path = ['storage', 'userDisks', index, 'name'];
      return [source.problem(path, { message: `disk ${name} is there already`, remedy: 'choose another name' })];
    });
    if (names.length === 0 || limits.namedServersPerUser === 0) return repeated;
    const message = `one server at a time mounts a user's disk, but users may run ${limits.namedServersPerUser + 1} servers`;
    const remedy = 'write limits: { namedServersPerUser: 0 }, or remove the disks';
    return [...repeated, source.problem(['storage', 'userDisks'], { message, remedy }, 'key')];
  });
