import { z } from 'zod';
import { expected } from './expected.ts';

const OCTET = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])';
const CIDR = new RegExp(`^(?:${OCTET}\\.){3}${OCTET}/(?:3[0-2]|[12]?[0-9])$`);
const PRIVATE = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2[0-9]|3[01])\.|100\.(?:6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])\.)/;

export const email = z.email({ error: expected('an e-mail address') });

export const cidr = z.string().regex(CIDR, { error: expected('an IPv4 range like 203.0.113.0/24') });

/** Range for the network of a cluster: private, and wide enough for its subnets. */
export const networkCidr = z
  .string()
  .regex(CIDR, { error: expected('an IPv4 range like 10.20.0.0/16'), abort: true })
  .refine((range) => PRIVATE.test(range), { error: expected('a private range', 'take one inside 10.0.0.0/8') })
  .refine((range) => prefixLength(range) >= 8 && prefixLength(range) <= 20, {
    error: expected('a prefix between /8 and /20', 'nodes and pods of the cluster share the range'),
  });

export const domain = z
  .string()
  .max(253)
  .regex(/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, {
    error: expected('a host name in lowercase like hub.example.org', 'leave out https:// and the path'),
  });

export const httpsUrl = z
  .string()
  .regex(/^https:\/\/[^\s/]+(?:\/\S*)?$/, { error: expected('an address that starts with https://') });

function prefixLength(range: string): number {
  return Number(range.split('/')[1]);
}
