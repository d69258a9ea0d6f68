import { EKS_SUPPORT_READ, eksSupport } from '@hubfleet/policies';
import type { Cluster } from '../fleet/fleet.ts';
import { daysBetween } from './days.ts';

/** Days before the end of support from which an upgrade should be planned. */
const SOON_DAYS = 90;

/** How long the Kubernetes version of a cluster is supported. */
export type Support =
  | {
      readonly kind: 'dated';
      /** `extended` costs several times as much; `ended`: the cloud upgrades on a day of its own choosing. */
      readonly state: 'standard' | 'endsSoon' | 'extended' | 'ended';
      /** Last day of standard support, `YYYY-MM-DD`; absent for versions older than the table. */
      readonly standardUntil?: string;
      readonly extendedUntil?: string;
      /** Until the end of standard support; negative after it. */
      readonly daysLeft?: number;
      /** Day on which the dates were read. */
      readonly read: string;
    }
  /** The cloud upgrades by a channel. */
  | { readonly kind: 'channel'; readonly channel: string }
  /** Nothing is known of this version. */
  | { readonly kind: 'unknown' };

type ByProvider = {
  [P in Cluster['provider']]: (cluster: Extract<Cluster, { provider: P }>, today: string) => Support;
};

const byProvider: ByProvider = {
  aws: ({ kubernetesVersion }, today) => datedSupport(kubernetesVersion, today),
  google: ({ controlPlane: { releaseChannel } }) =>
    releaseChannel === 'PINNED' ? { kind: 'unknown' } : { kind: 'channel', channel: releaseChannel },
  kubernetes: () => ({ kind: 'unknown' }),
};

/** Support of the version in a cluster file on a day. */
export function supportOf(cluster: Cluster, today: string): Support {
  // The function is chosen by the provider of the very cluster that is passed to it.
  return (byProvider[cluster.provider] as (cluster: Cluster, today: string) => Support)(cluster, today);
}

function datedSupport(version: string, today: string): Support {
  const dates = eksSupport(version);
  if (dates === undefined) return { kind: 'unknown' };
  if (dates === 'ended') return { kind: 'dated', state: 'ended', read: EKS_SUPPORT_READ };
  const { standard, extended } = dates;
  const daysLeft = daysBetween(today, standard);
  const state = () => {
    if (daysBetween(today, extended) < 0) return 'ended';
    if (daysLeft < 0) return 'extended';
    return daysLeft <= SOON_DAYS ? 'endsSoon' : 'standard';
  };
  return {
    kind: 'dated',
    state: state(),
    standardUntil: standard,
    extendedUntil: extended,
    daysLeft,
    read: EKS_SUPPORT_READ,
  };
}
