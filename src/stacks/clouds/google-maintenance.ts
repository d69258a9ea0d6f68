import { type MaintenanceWindow, Weekday } from '@hubfleet/constructs';
import type { GoogleCluster } from './google-cluster.ts';

const days = {
  MO: Weekday.MONDAY,
  TU: Weekday.TUESDAY,
  WE: Weekday.WEDNESDAY,
  TH: Weekday.THURSDAY,
  FR: Weekday.FRIDAY,
  SA: Weekday.SATURDAY,
  SU: Weekday.SUNDAY,
};

/** The maintenance window of a cluster file in the words of the constructs. */
export function maintenanceWindow({
  exclusions,
  ...window
}: GoogleCluster['controlPlane']['maintenance']): MaintenanceWindow {
  return {
    ...window,
    days: window.days?.map((day) => days[day]),
    exclusions: Object.entries(exclusions).map(([exclusionName, { from, to }]) => ({
      exclusionName,
      startTime: from,
      endTime: to,
    })),
  };
}
