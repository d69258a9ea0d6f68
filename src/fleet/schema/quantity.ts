import { z } from 'zod';

/** A whole number of things, for example nodes. */
export const wholeNumber = (min: number, max: number) => z.int().min(min).max(max);

/** Memory in GiB (2^30 bytes), fractions allowed. */
export const memoryGiB = () => z.number().positive().max(24_576);

/** CPUs, fractions allowed. 0.05 is the least that keeps a quiet server schedulable. */
export const cpus = () => z.number().min(0.05).max(1024);

/** Disk or storage size in whole GiB. */
export const sizeGiB = (min: number, max: number) => wholeNumber(min, max);
