import type { Fleet, Hub } from '../fleet/fleet.ts';

type Kind = Hub['authentication']['kind'];

/** Accounts of the fleet's staff that exist with each kind of login. Elsewhere staff has no name of its own. */
const accounts = {
  github: ({ github }) => github,
  google: ({ google }) => google,
  cilogon: ({ google }) => google,
  oauth: () => [],
  auth0: () => [],
  azureAd: () => [],
  gitlab: () => [],
  lti11: () => [],
  lti13: () => [],
  sharedPassword: () => [],
  temporary: () => [],
  visitors: () => [],
} satisfies Record<Kind, (staff: Fleet['staff']) => readonly string[]>;

/** Staff who administrate a hub. */
export function staffOf(hub: Hub, staff: Fleet['staff']): string[] {
  return hub.staff ? [...accounts[hub.authentication.kind](staff)] : [];
}
