import type { ContainerClusterMaintenancePolicy } from '@cdktf/provider-google/lib/container-cluster';

/** A stretch of time without upgrades, for example a term or an event. */
export interface MaintenanceExclusion {
  /** Name of the exclusion. */
  readonly exclusionName: string;
  /** When it begins, RFC 3339, for example `2026-12-01T00:00:00Z`. */
  readonly startTime: string;
  /** When it ends; at most 30 days later. */
  readonly endTime: string;
}

/** A day of the week. */
export enum Weekday {
  /** Monday. */
  MONDAY = 'MO',
  /** Tuesday. */
  TUESDAY = 'TU',
  /** Wednesday. */
  WEDNESDAY = 'WE',
  /** Thursday. */
  THURSDAY = 'TH',
  /** Friday. */
  FRIDAY = 'FR',
  /** Saturday. */
  SATURDAY = 'SA',
  /** Sunday. */
  SUNDAY = 'SU',
}

/** When GKE may upgrade and repair. */
export interface MaintenanceWindow {
  /**
   * Hour at which it begins, 0 to 23, UTC.
   * @default 3
   */
  readonly startHour?: number;
  /**
   * Days of the week; GKE asks for 48 hours in 32 days.
   * @default - every day
   */
  readonly days?: Weekday[];
  /**
   * Hours that it lasts, 4 to 24.
   * @default 4
   */
  readonly hours?: number;
  /**
   * Stretches of time without upgrades.
   * @default - none
   */
  readonly exclusions?: MaintenanceExclusion[];
}

/** The first Monday of 2024, from which weekly windows are counted. */
const EPOCH = Date.UTC(2024, 0, 1);
const HOUR_MS = 3_600_000;

/** The maintenance policy of a cluster. */
export function maintenancePolicy(window: MaintenanceWindow): ContainerClusterMaintenancePolicy {
  const { startHour = 3, hours = 4, days = Object.values(Weekday), exclusions = [] } = window;
  const at = (hour: number) => new Date(EPOCH + hour * HOUR_MS).toISOString().replace('.000Z', 'Z');
  return {
    recurringWindow: {
      startTime: at(startHour),
      endTime: at(startHour + hours),
      recurrence: `FREQ=WEEKLY;BYDAY=${days.join(',')}`,
    },
    ...(exclusions.length === 0 ? {} : { maintenanceExclusion: exclusions.map((each) => ({ ...each })) }),
  };
}
