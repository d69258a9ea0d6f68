import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'];

/** The browser of this machine; `CHROMIUM` names another. */
function findChromium(): string | undefined {
  return [process.env.CHROMIUM ?? '', ...PLACES].find((place) => place !== '' && existsSync(place));
}

/** Whether to leave tests in a browser out. CI never does: there a missing browser is a failure. */
export function skipsBrowser(): boolean {
  const skips = findChromium() === undefined && !process.env.CI;
  if (skips) console.warn('tests in a browser: SKIPPED, there is no chromium; install it or set CHROMIUM');
  return skips;
}

/** Starts the browser without a window. It needs no network, and must not look for any. */
export async function startChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('there is no chromium; install it or set CHROMIUM');
  // Root in a container has no sandbox to put the browser in.
  return await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-background-networking'] });
}
