import { type FleetCheck, rightHubs } from '../draft.ts';
import type { Authentication } from '../schema/authentication.ts';
import type { ProfileEntry } from '../schema/profile.ts';
import type { Path } from '../source-file.ts';

const REMEDY = 'use a login with groups (github, azureAd, or a groupsClaim), or remove it';

/** What is kept for groups, or tells of groups, needs a login that knows them. */
export const checkLoginGroups: FleetCheck = (draft) =>
  draft.clusters.flatMap(rightHubs).flatMap(({ source, value: { authentication, images, profiles, metrics } }) => {
    if (bringsGroups(authentication)) return [];
    const places = [
      ...restricted(images ?? [], ['images']),
      ...profiles.flatMap((profile, index) => inProfile(profile, ['profiles', index])),
      ...(metrics.groups ? [['metrics', 'groups']] : []),
    ];
    const message = `a login of kind ${authentication.kind} does not tell the groups of users`;
    return places.map((path) => source.problem(path, { message, remedy: REMEDY }, 'key'));
  });

function bringsGroups(login: Authentication): boolean {
  if (login.kind === 'github' || login.kind === 'azureAd') return true;
  return 'groupsClaim' in login && login.groupsClaim !== undefined;
}

function inProfile({ allowedGroups, images = [], sizes = [] }: ProfileEntry, path: Path): Path[] {
  return [
    ...(allowedGroups ? [[...path, 'allowedGroups']] : []),
    ...restricted(images, [...path, 'images']),
    ...restricted(sizes, [...path, 'sizes']),
  ];
}

function restricted(choices: readonly { readonly allowedGroups?: string[] | undefined }[], path: Path): Path[] {
  return choices.flatMap(({ allowedGroups }, index) => (allowedGroups ? [[...path, index, 'allowedGroups']] : []));
}
