import { type FleetCheck, rightHubs } from '../draft.ts';

/** Administrators must be able to log in as themselves. */
export const checkAdministrators: FleetCheck = (draft) =>
  draft.clusters.flatMap(rightHubs).flatMap(({ source, value: { authentication, admins } }) => {
    if (admins.length === 0) return [];
    const named = admins.join(', ');
    if (authentication.kind === 'temporary') {
      const message = `${named} cannot log in: users of this hub are temporary`;
      return [
        source.problem(['admins'], { message, remedy: 'remove admins, or choose another kind of authentication' }),
      ];
    }
    if (authentication.kind !== 'sharedPassword' || authentication.adminPassword) return [];
    const message = `${named} would administrate the hub with the password of everybody`;
    return [source.problem(['admins'], { message, remedy: 'add authentication.adminPassword, or remove admins' })];
  });
