import { z } from 'zod';
import { expected } from './expected.ts';

const name = z.string().regex(/^[A-Za-z_][0-9A-Za-z_]*$/, { error: expected('the name of an environment variable') });

/** Environment variables of user servers. */
export const environment = z.record(name, z.string());
