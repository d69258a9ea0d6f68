import type { Hub } from '../fleet/fleet.ts';
import type { Authentication } from '../fleet/schema/authentication.ts';

/** Who may log in to a hub. */
export interface Login {
  readonly kind: Authentication['kind'];
  /**
   * `named`: those whom the lists name; `everybody`: every account of the service; `password`: whoever knows it;
   * `anybody`: no login at all.
   */
  readonly audience: 'named' | 'everybody' | 'password' | 'anybody';
  /** What lets a user in; any one of them is enough. */
  readonly allowed: readonly Allowance[];
  /** Why everybody may log in. */
  readonly openBecause?: string;
}

/** One way to be let in. */
export interface Allowance {
  readonly what: 'organizations' | 'domains' | 'groups' | 'projects' | 'users' | 'provider' | 'tenant' | 'course';
  /** Names of the organizations and so on; of a provider its id. */
  readonly names: readonly string[];
  /** Identity provider that it is about, where there are several. */
  readonly provider?: string;
}

type ByKind = { [K in Authentication['kind']]: (login: Extract<Authentication, { kind: K }>) => Allowance[] };

const allowances: ByKind = {
  github: ({ organizations }) => named('organizations', organizations),
  google: ({ hostedDomains }) => named('domains', hostedDomains),
  gitlab: ({ gitlabGroups, projectIds }) => [
    ...named('groups', gitlabGroups),
    ...named('projects', projectIds?.map(String)),
  ],
  auth0: ({ allowedGroups }) => named('groups', allowedGroups),
  azureAd: ({ allowTenantMembers, allowedGroups, tenantId }) => [
    ...(allowTenantMembers ? named('tenant', [tenantId]) : []),
    ...named('groups', allowedGroups),
  ],
  oauth: ({ allowedGroups }) => named('groups', allowedGroups),
  cilogon: ({ identityProviders }) =>
    Object.entries(identityProviders).flatMap(([provider, { domains, allowAll }]): Allowance[] => {
      if (domains) return [{ what: 'domains', names: domains, provider }];
      return allowAll ? [{ what: 'provider', names: [provider] }] : [];
    }),
  lti11: () => [{ what: 'course', names: [] }],
  lti13: ({ issuer }) => [{ what: 'course', names: [issuer] }],
  sharedPassword: () => [],
  temporary: () => [],
  visitors: () => [],
};

/** Reads who may log in from a hub file. */
export function loginOf({ authentication }: Pick<Hub, 'authentication'>): Login {
  const { kind } = authentication;
  const openBecause = 'allowEveryoneBecause' in authentication ? authentication.allowEveryoneBecause : undefined;
  const users = 'allowedUsers' in authentication ? authentication.allowedUsers : undefined;
  // The function is chosen by the kind of the very login that is passed to it.
  const ofKind = (allowances[kind] as (login: Authentication) => Allowance[])(authentication);
  return {
    kind,
    audience: audienceOf(authentication, openBecause),
    allowed: [...ofKind, ...named('users', users)],
    ...(openBecause !== undefined && { openBecause }),
  };
}

function audienceOf({ kind }: Authentication, openBecause: string | undefined): Login['audience'] {
  if (kind === 'temporary' || kind === 'visitors') return 'anybody';
  if (kind === 'sharedPassword') return 'password';
  return openBecause === undefined ? 'named' : 'everybody';
}

function named(what: Allowance['what'], names: readonly string[] | undefined): Allowance[] {
  return names === undefined || names.length === 0 ? [] : [{ what, names }];
}
