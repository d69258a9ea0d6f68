import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Public hosts of HCP Terraform. */
export const publicHosts: readonly string[] = ['app.terraform.io', 'app.eu.terraform.io'];

const HOST = /^(?:\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/i;

const machineLocal = new BlockList();
machineLocal.addSubnet('127.0.0.0', 8, 'ipv4');
machineLocal.addSubnet('169.254.0.0', 16, 'ipv4');
machineLocal.addAddress('0.0.0.0', 'ipv4');
machineLocal.addAddress('::1', 'ipv6');
machineLocal.addAddress('::', 'ipv6');
machineLocal.addSubnet('fe80::', 10, 'ipv6');

/** Tells whether a text names a host, `name` or `name:port`. */
export function isHost(text: string): boolean {
  return HOST.test(text) && URL.canParse(`https://${text}`);
}

/** Origin of the API on a host. Plain HTTP is spoken on this machine only. */
export function apiOrigin(host: string): string {
  const url = new URL(`https://${host}`);
  return isLoopback(url) ? `http://${host}`.toLowerCase() : url.origin;
}

/** Why an answer may not send us to this place; undefined when it may. */
export function redirectProblem(from: URL, to: URL): string | undefined {
  if (isLoopback(from) && isLoopback(to)) return undefined;
  if (to.protocol !== 'https:') return `redirects to ${to.protocol}//, only https:// is followed`;
  if (isMachineLocal(to)) return 'redirects to an address of this machine';
  return undefined;
}

function isLoopback(url: URL): boolean {
  const host = bareHost(url);
  return host === 'localhost' || (isIPv4(host) && host.startsWith('127.')) || host === '::1';
}

function isMachineLocal(url: URL): boolean {
  const host = bareHost(url);
  if (isIPv4(host)) return machineLocal.check(host, 'ipv4');
  if (isIPv6(host)) return machineLocal.check(host, 'ipv6');
  return host === 'localhost' || host.endsWith('.localhost');
}

function bareHost({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '');
}
