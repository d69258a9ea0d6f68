/** Layers of a health check, from the outside of a hub to the inside of a user's server. */
export const layers = [
  'dns',
  'tls',
  'http',
  'api',
  'login',
  'token',
  'user',
  'spawn',
  'server',
  'kernel',
  'notebook',
  'home',
  'scratch',
  'dask',
  'gpu',
  'stop',
  'cleanup',
] as const;

export type Layer = (typeof layers)[number];
