import { z } from 'zod';
import { expected } from '../schema/expected.ts';

export const awsRegion = z
  .string()
  .regex(/^[a-z]{2}(?:-[a-z]+)+-[0-9]$/, { error: expected('a region like us-west-2') });

export const awsZone = z
  .string()
  .regex(/^[a-z]{2}(?:-[a-z]+)+-[0-9][a-z]$/, { error: expected('a zone like us-west-2a') });

/** A person or program of AWS. */
export const awsPrincipal = z
  .string()
  .regex(/^arn:aws[a-z-]*:iam::[0-9]{12}:(?:role|user)\/\S+$/, {
    error: expected('the ARN of an IAM role like arn:aws:iam::210987654321:role/ops'),
  })
  .describe('ARN of an IAM role or user');
