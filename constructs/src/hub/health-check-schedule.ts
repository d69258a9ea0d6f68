import { createHash } from 'node:crypto';
import type { Construct } from 'constructs';
import { invalidProp, isLiteral } from '../private/errors';

const HOURS = [1, 2, 3, 4, 6, 8, 12, 24];

/** Hours between checks, if a day is a whole number of them. */
export function checkedHours(scope: Construct, hours: number): number {
  if (!isLiteral(String(hours)) || HOURS.includes(hours)) return hours;
  const problem = `must be one of ${HOURS.join(', ')}, got ${hours}`;
  throw invalidProp(scope, 'everyHours', problem, 'choose a part of a day');
}

/**
 * A schedule of cron. Hubs of one cluster are checked at different times, by their names, so that their servers do
 * not all want a node at once.
 */
export function dailySchedule(name: string, everyHours: number): string {
  const minutes = createHash('sha256').update(name).digest().readUInt32BE(0) % (everyHours * 60);
  const [minute, first] = [minutes % 60, Math.floor(minutes / 60)];
  const hours = Array.from({ length: 24 / everyHours }, (_, index) => first + index * everyHours);
  return `${minute} ${hours.length === 24 ? '*' : hours.join(',')} * * *`;
}
