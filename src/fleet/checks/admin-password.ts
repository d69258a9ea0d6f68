import { type FleetCheck, rightHubs } from '../draft.ts';

/** Where all users share a password, administrators need one of their own. */
export const checkAdminPassword: FleetCheck = (draft) =>
  draft.clusters.flatMap(rightHubs).flatMap(({ source, value: { authentication, admins } }) => {
    if (authentication.kind !== 'sharedPassword' || authentication.adminPassword || admins.length === 0) return [];
    const message = `${admins.join(', ')} would administrate the hub with the password of everybody`;
    return [source.problem(['admins'], { message, remedy: 'add authentication.adminPassword, or remove admins' })];
  });
