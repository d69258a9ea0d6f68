/** A source of random numbers that gives the same sequence for the same seed. */
export interface Random {
  /** Even between 0 and 1, without 1. */
  next(): number;
  /** How many of something happen, when `mean` are expected and none knows of another. */
  poisson(mean: number): number;
  /** How long until something happens, when `mean` is expected and waiting does not bring it nearer. */
  exponential(mean: number): number;
}

/** Mulberry32 by Tommy Ettinger: 32 bits of state, which is enough for a simulation and for nothing secret. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const exponential = (mean: number): number => -Math.log(1 - next()) * mean;
  return { next, exponential, poisson: (mean) => poisson(mean, exponential) };
}

function poisson(mean: number, exponential: (mean: number) => number): number {
  let count = -1;
  for (let left = mean; left >= 0; left -= exponential(1)) count++;
  return count;
}

/** The seed of one of several runs: far apart for neighbouring numbers. */
export function seedOfRun(seed: number, run: number): number {
  return (Math.imul(run + 1, 0x9e3779b1) ^ Math.imul(seed + 1, 0x85ebca6b)) >>> 0;
}
