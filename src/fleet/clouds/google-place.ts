import { z } from 'zod';
import { expected } from '../schema/expected.ts';

export const googleZone = z
  .string()
  .regex(/^[a-z]+-[a-z]+[0-9]{1,2}-[a-z]$/, { error: expected('a zone like europe-west2-b') });

/** A person, group or program of Google Cloud. */
export const googlePrincipal = z
  .string()
  .regex(/^(?:user|group|serviceAccount|principal|principalSet):\S+$/, {
    error: expected('a member like group:ops@example.org'),
  })
  .describe('member of Google Cloud, for example group:ops@example.org');
