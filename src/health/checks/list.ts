import type { Check } from '../check.ts';
import type { Notebook } from '../notebook.ts';
import { api } from './api.ts';
import { dask } from './dask.ts';
import { dns } from './dns.ts';
import { gpu } from './gpu.ts';
import { home } from './home.ts';
import { http } from './http.ts';
import { kernel } from './kernel.ts';
import { login } from './login.ts';
import { notebookCheck, simple } from './notebook.ts';
import { scratch } from './scratch.ts';
import { server } from './server.ts';
import { spawn } from './spawn.ts';
import { tls } from './tls.ts';
import { token } from './token.ts';
import { user } from './user.ts';

export { cleanup } from './cleanup.ts';
export { stop } from './stop.ts';

/** Checked once per hub, in this order. */
export const hubChecks: readonly Check[] = [dns, tls, http, api, login, token, user];

/** Checked with every profile choice, in this order; `stop` follows, and `cleanup` comes last of all. */
export function choiceChecks(own: readonly Notebook[]): Check[] {
  return [spawn, server, kernel, simple, ...own.map(notebookCheck), home, scratch, dask, gpu];
}
