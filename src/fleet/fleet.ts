import type { ClusterFile } from './clouds/registry.ts';
import type { Backend } from './schema/backend.ts';
import type { HubFile } from './schema/hub.ts';
import type { FleetFile } from './schema/organization.ts';
import type { PricesFile } from './schema/pricing.ts';
import type { Profile } from './schema/profile.ts';
import type { SupportFile } from './schema/support.ts';
import type { WaiverEntry } from './schema/waiver.ts';

/** A fleet that has been read and checked: frozen, sorted by name, defaults filled in. */
export interface Fleet extends Omit<FleetFile, 'pricing'> {
  /** Absolute path of the folder. */
  readonly dir: string;
  readonly clusters: readonly Cluster[];
  /** That of `fleet.yaml`, and what `prices.yaml` beside it holds. */
  readonly pricing: PricesFile;
}

/** A cluster; `provider` says which of the cloud's keys it has. */
export type Cluster = ClusterFile & {
  /** Name of the folder. */
  readonly name: string;
  readonly file: string;
  readonly hubs: readonly Hub[];
  readonly waivers: readonly Waiver[];
  /** That of the cluster, else that of the fleet. */
  readonly backend: Backend;
  readonly support: SupportFile & { readonly certificateContact: string };
};

/** A hub. */
export interface Hub extends Omit<HubFile, 'profiles' | 'storage'> {
  /** Name of the file without `.yaml`. */
  readonly name: string;
  readonly file: string;
  readonly storage: HubStorage;
  /** What users choose from, with pools and sizes decided; at least one. */
  readonly profiles: readonly Profile[];
}

export interface HubStorage extends Omit<HubFile['storage'], 'home'> {
  /** A key of the cluster's `homeStorage`, `disks` or `none`. */
  readonly home: string;
}

/** A finding accepted until a day, and where it says so. */
export interface Waiver extends WaiverEntry {
  readonly file: string;
  readonly line: number;
}
