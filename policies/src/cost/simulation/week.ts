/** When in a week people come. */
export type ArrivalPattern = 'steady' | 'workday' | 'class' | 'evening';

export const MINUTES_PER_HOUR = 60;
export const MINUTES_PER_WEEK = 7 * 24 * MINUTES_PER_HOUR;

const HOURS_PER_WEEK = 168;

// Share of a day's arrivals by hour, for people who work in one time zone; the rest of the hours get none.
const WORKDAY: Readonly<Record<number, number>> = {
  8: 2,
  9: 5,
  10: 5,
  11: 4,
  12: 2,
  13: 4,
  14: 5,
  15: 4,
  16: 3,
  17: 2,
  20: 1,
};
const EVENING: Readonly<Record<number, number>> = { 16: 2, 17: 3, 18: 4, 19: 5, 20: 5, 21: 4, 22: 2 };

// A class meets twice a week; half of the visits are homework in the evenings before.
const CLASS: readonly (readonly [day: number, hour: number, weight: number])[] = [
  [0, 20, 1],
  [1, 10, 3],
  [2, 20, 1],
  [3, 10, 3],
  [5, 15, 1],
  [6, 20, 1],
];

function daily(hours: Readonly<Record<number, number>>, days: readonly number[]): Float64Array {
  const weights = new Float64Array(HOURS_PER_WEEK);
  for (const day of days) for (const [hour, weight] of Object.entries(hours)) weights[day * 24 + Number(hour)] = weight;
  return weights;
}

function weightsOf(pattern: ArrivalPattern): Float64Array {
  if (pattern === 'steady') return new Float64Array(HOURS_PER_WEEK).fill(1);
  if (pattern === 'workday') return daily(WORKDAY, [0, 1, 2, 3, 4]);
  if (pattern === 'evening') return daily(EVENING, [0, 1, 2, 3, 4, 5, 6]);
  const weights = new Float64Array(HOURS_PER_WEEK);
  for (const [day, hour, weight] of CLASS) weights[day * 24 + hour] = weight;
  return weights;
}

/** Draws the minute of a week, from Monday 00:00, at which a visit begins. */
export function weekClock(pattern: ArrivalPattern): (random: () => number) => number {
  const weights = weightsOf(pattern);
  const cumulated = new Float64Array(HOURS_PER_WEEK);
  let total = 0;
  for (const [hour, weight] of weights.entries()) {
    total += weight;
    cumulated[hour] = total;
  }
  return (random) => {
    const drawn = random() * total;
    let [low, high] = [0, HOURS_PER_WEEK - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((cumulated[middle] as number) > drawn) high = middle;
      else low = middle + 1;
    }
    const weight = weights[low] as number;
    const into = weight === 0 ? 0 : (drawn - ((cumulated[low] as number) - weight)) / weight;
    return (low + into) * MINUTES_PER_HOUR;
  };
}
