import { formatRate, formatUsd, usd } from '@hubfleet/policies';
import type { StartTrend } from '../../health/history/summary.ts';
import type { Attention } from '../../report/attention.ts';
import type { Drift } from '../../report/drift.ts';
import type { HubRow, ProfileRow } from '../../report/hub-row.ts';
import type { ImageRemark } from '../../report/image.ts';
import type { Allowance, Login } from '../../report/login.ts';
import type { BucketRow } from '../../report/storage-row.ts';
import type { Support } from '../../report/support.ts';

/** Dollars without cents, for sums that are estimates anyway: `$1,234`. */
export function dollars(amount: number): string {
  return formatUsd(usd(Math.round(amount))).replace(/\.00$/, '');
}

/** A rate per hour, with the decimals it needs. */
export function hourly(rate: number): string {
  return formatRate(usd(rate));
}

/** `1 hub`, `3 hubs`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

/** A size for people: `3.6`, `120`. */
export function size(number: number): string {
  return String(Math.round(number * 100) / 100);
}

/** A list as a sentence has it. */
export function list(names: readonly string[], last = 'or'): string {
  if (names.length <= 1) return names.join('');
  return `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1)}`;
}

/** Minutes as people say them. */
export function minutes(number: number): string {
  if (number >= 1440 && number % 1440 === 0) return count(number / 1440, 'day');
  if (number >= 60 && number % 60 === 0) return count(number / 60, 'hour');
  return count(number, 'minute');
}

/** To the minute: seconds say nothing here. */
export function moment(iso: string): string {
  return `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}

export const percent = (part: number): string => `${Math.round(part * 100)} %`;

export const CLOUDS: Readonly<Record<HubRow['provider'], string>> = {
  aws: 'AWS',
  google: 'Google Cloud',
  kubernetes: 'Kubernetes',
};

export const LOGINS: Readonly<Record<Login['kind'], string>> = {
  auth0: 'Auth0',
  azureAd: 'Microsoft Entra ID',
  cilogon: 'CILogon',
  github: 'GitHub',
  gitlab: 'GitLab',
  google: 'Google',
  lti11: 'LTI 1.1',
  lti13: 'LTI 1.3',
  oauth: 'OAuth 2',
  sharedPassword: 'shared password',
  temporary: 'no login',
  visitors: 'BinderHub',
};

export const AUDIENCES: Readonly<Record<Login['audience'], string>> = {
  named: 'named people',
  everybody: 'every account',
  password: 'whoever knows the password',
  anybody: 'anybody',
};

const ALLOWANCES: Readonly<Record<Allowance['what'], (allowance: Allowance) => string>> = {
  organizations: ({ names }) => `members of ${list(names)} on GitHub`,
  domains: ({ names, provider }) => `accounts of ${list(names)}${provider === undefined ? '' : ` through ${provider}`}`,
  groups: ({ names }) => `members of the ${names.length === 1 ? 'group' : 'groups'} ${list(names)}`,
  projects: ({ names }) => `developers of the projects numbered ${list(names)}`,
  users: ({ names }) => `the ${names.length === 1 ? 'user' : 'users'} ${list(names, 'and')}`,
  provider: ({ names }) => `everybody with an account of ${list(names)}`,
  tenant: () => 'every member of the tenant',
  course: () => 'everybody who comes from a course of the learning-management system',
};

/** Who may log in, one sentence for each way. */
export function allowedSentences({ audience, allowed, openBecause }: Login): string[] {
  if (audience === 'anybody') return ['anybody, without an account; each visit gets a new user that is thrown away'];
  if (audience === 'password') return ['whoever knows the password, under any user name'];
  if (audience === 'everybody') return [`everybody with an account of the service (${openBecause ?? ''})`];
  return allowed.map((allowance) => ALLOWANCES[allowance.what](allowance));
}

/** Until when a version is supported. */
export function supportSentence(support: Support): string {
  if (support.kind === 'channel') return `kept current by the ${support.channel} channel`;
  if (support.kind === 'unknown') return 'end of support not known';
  const { state, standardUntil, extendedUntil, daysLeft = 0 } = support;
  if (state === 'ended') return extendedUntil === undefined ? 'support has ended' : `support ended on ${extendedUntil}`;
  if (state === 'extended') return `in paid extended support since ${standardUntil}, until ${extendedUntil}`;
  return `standard support until ${standardUntil}, ${count(daysLeft, 'day')} left`;
}

export const REMARKS: Readonly<Record<ImageRemark, string>> = {
  old: 'older than 180 days',
  unusualDate: 'the repository writes dates in another way; there may be no such tag',
  losesData: 'holds a version of zarr that loses data',
  moving: 'the tag moves: the same name can be another image tomorrow',
};

type Texts = {
  readonly [K in Attention['kind']]: (item: Extract<Attention, { kind: K }>) => readonly [where: string, what: string];
};

const ATTENTION: Texts = {
  unhealthy: ({ cluster, hub, cause }) => [`${cluster}/${hub}`, `the last check failed at ${cause}`],
  destructiveDrift: ({ stack, changes }) => [
    stack,
    `${count(changes, 'difference')} by which data is lost, or would be at the next application`,
  ],
  drift: ({ stack, changes }) => [stack, `${count(changes, 'difference')} between the configuration and what is there`],
  driftUnknown: ({ stack, cause }) => [stack, `could not be compared with what is there: ${cause}`],
  findings: ({ cluster, errors, worst }) => [cluster, `${count(errors, 'finding')} to mend, the worst: ${worst}`],
  overBudget: ({ cluster, expectedUsd, budgetUsd }) => [
    cluster,
    `expected to cost ${dollars(expectedUsd)} a month, the budget is ${dollars(budgetUsd)}`,
  ],
  support: ({ cluster, version, until }) => [
    cluster,
    `Kubernetes ${version} ${until === undefined ? 'has left all support' : `must be upgraded by ${until}`}`,
  ],
  waiver: ({ cluster, rule, daysLeft }) => [
    cluster,
    daysLeft < 0 ? `the waiver of ${rule} has expired` : `the waiver of ${rule} has ${count(daysLeft, 'day')} left`,
  ],
  noBackups: ({ cluster, storage, hubs }) => [
    cluster,
    `home storage ${storage}, used by ${count(hubs, 'hub')}, has no backups made by hubfleet`,
  ],
  unwatched: ({ cluster, hubs }) => [
    cluster,
    `nobody hears when ${hubs === 1 ? 'its hub is' : 'its hubs are'} away: neither alerts nor uptime checks have a recipient`,
  ],
  image: ({ image, hubs }) => [image, `loses data of users of ${count(hubs, 'hub')}; choose another tag`],
};

/** Where something is, and what. */
export function attentionText(item: Attention): readonly [where: string, what: string] {
  // The function is chosen by the kind of the very item that is passed to it.
  return (ATTENTION[item.kind] as (item: Attention) => readonly [string, string])(item);
}

/** What a server of a profile gets. */
export function profileSizeText(profile: ProfileRow): { memory: string; cpus: string; gpus: string } {
  const { memoryGuaranteeGiB: kept, memoryLimitGiB: most, cpuGuarantee, cpuLimit, gpus, gpuModel } = profile;
  return {
    memory: kept === most ? `${size(kept)} GiB` : `${size(kept)} to ${size(most)} GiB`,
    cpus: cpuLimit === undefined ? `from ${size(cpuGuarantee)}` : `${size(cpuGuarantee)} to ${size(cpuLimit)}`,
    gpus: gpus === 0 ? 'none' : `${gpus}${gpuModel === undefined ? '' : ` × ${gpuModel}`}`,
  };
}

export const DRIFT_STATES: Readonly<Record<Drift['stacks'][number]['state'], string>> = {
  clean: 'as configured',
  drifted: 'drifted',
  failed: 'not compared',
};

/** What happened to a resource, and what an application would do about it. */
export function driftWords({ outside, wouldDo, why }: Drift['stacks'][number]['changes'][number]): string {
  const happened = outside === undefined ? 'not applied' : `${outside} outside`;
  const next = wouldDo === undefined ? 'an application would leave it' : `an application would do: ${wouldDo}`;
  return `${happened}, ${next}; ${why}`;
}

/** How long objects of a bucket stay. */
export function bucketLife({ deleteAfterDays, archiveAfterDays }: Omit<BucketRow, 'hubs'>): string {
  const archived = archiveAfterDays === undefined ? [] : [`archived after ${count(archiveAfterDays, 'day')}`];
  return [...archived, deleteAfterDays === undefined ? 'kept' : `deleted after ${count(deleteAfterDays, 'day')}`].join(
    ', ',
  );
}

/** A share as a change: `+50 %`, `−20 %`. */
export function changeOf(share: number): string {
  return `${share >= 0 ? '+' : '−'}${percent(Math.abs(share))}`;
}

/** How long servers of a profile choice take to start: `small 31 s (+20 %)`. */
export function startSentence({ choice, recentSeconds, change }: StartTrend): string {
  return `${choice} ${recentSeconds.toFixed(0)} s${change === undefined ? '' : ` (${changeOf(change)})`}`;
}
