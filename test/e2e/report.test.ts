import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { skipsBrowser, startChromium } from '../support/chromium.ts';
import { writeLargeFleet } from '../support/large-fleet.ts';
import { skipsReference } from '../support/reference-fleet.ts';
import { driftFolder, HOSTILE, hubPages, writeTroubledFleet } from '../support/reported-fleet.ts';
import { run } from '../support/run.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe.skipIf(skipsBrowser() || skipsReference())('the report of 171 hubs in a browser', () => {
  let browser: Browser;
  let fleet: string;
  const out = mkdtempSync(join(tmpdir(), 'hubfleet-report-'));
  const complaints: string[] = [];

  beforeAll(async () => {
    fleet = await writeLargeFleet();
    const args = ['--fleet', fleet, '--stacks', join(out, 'tf'), '--history', join(fleet, 'health.jsonl')];
    const done = await run(['report', ...args, '--out', join(out, 'site')]);
    expect(done).toEqual({
      code: 0,
      stdout: `wrote ${join(out, 'site')}/index.html and 171 pages for hubs\n`,
      stderr: '',
    });
    const small = ['report', '--fleet', await writeTroubledFleet(), '--stacks', join(out, 'tf-small')];
    expect(
      (await run([...small, '--drift', 'drift.json', '--out', join(out, 'small')], { cwd: await driftFolder() })).code,
    ).toBe(0);
    browser = await startChromium();
  });
  afterAll(async () => {
    await browser?.close();
    for (const folder of [out, fleet]) rmSync(folder, { recursive: true, force: true });
  });

  const address = (file: string): string => pathToFileURL(join(out, file)).href;

  /** A page of the report; whatever it complains of or asks for elsewhere is kept. */
  async function open(file: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (request.url() !== address(file)) complaints.push(`asks for ${request.url()}`);
    });
    await page.goto(address(file));
    return page;
  }

  const shown = (page: Page): Promise<string | null> => page.locator('[data-for=hub-table] output').textContent();
  const firstHub = (page: Page): Promise<string> =>
    page.locator('#hub-table tbody tr:visible th a').first().innerText();

  test('has a page for each hub', async () => {
    expect(await hubPages(join(out, 'site'))).toBe(171);
  });

  test('loads in less than a second', async () => {
    const times: number[] = [];
    // The best of some: other work on the machine is no property of the page.
    for (let attempt = 0; attempt < 5 && Math.min(...times, Number.POSITIVE_INFINITY) >= 1000; attempt += 1) {
      const page = await open('site/index.html');
      times.push(await page.evaluate('performance.getEntriesByType("navigation")[0].loadEventEnd'));
      await page.context().close();
    }
    expect(Math.min(...times)).toBeLessThan(1000);
  });

  test('finds hubs by words, and by what they are', async () => {
    const page = await open('site/index.html');
    expect(await shown(page)).toBe('171 of 171 hubs');
    await page.getByLabel('Search hubs').fill('community 0 hub 94');
    expect(await shown(page)).toBe('1 of 171 hubs');
    expect(await firstHub(page)).toBe('Community 0 hub 94');
    await page.getByLabel('Search hubs').press('Escape');
    await page.locator('[data-for=hub-table] select[name=stage]').selectOption('production');
    expect(await shown(page)).toBe('117 of 171 hubs');
    await page.locator('[data-for=hub-table] select[name=state]').selectOption('unhealthy');
    expect(await shown(page)).toBe('1 of 171 hubs');
    await page.locator('[data-for=hub-table] button').click();
    expect(await shown(page)).toBe('171 of 171 hubs');
    await page.context().close();
  });

  test('sorts by keyboard and says so', async () => {
    const page = await open('site/index.html');
    const heading = page.locator('#hub-table th', { hasText: 'Hub' }).first();
    await heading.locator('button').focus();
    await page.keyboard.press('Enter');
    expect(await heading.getAttribute('aria-sort')).toBe('ascending');
    expect(await firstHub(page)).toBe('Community 0 hub 0');
    await page.keyboard.press('Space');
    expect(await heading.getAttribute('aria-sort')).toBe('descending');
    expect(await firstHub(page)).toBe('Community 29 hub 1');
    const cost = page.locator('#hub-table th', { hasText: 'Cost' });
    await cost.locator('button').press('Enter');
    expect(await heading.getAttribute('aria-sort')).toBeNull();
    const costs = await page
      .locator('#hub-table tbody td[data-label=Cost]')
      .evaluateAll((cells) =>
        cells.map((cell) => Number((cell as unknown as { dataset: { value: string } }).dataset.value)),
      );
    expect(costs).toEqual([...costs].sort((a, b) => a - b));
    await page.context().close();
  });

  test('is reached by keyboard from the first key on', async () => {
    const page = await open('site/index.html');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    await page.context().close();
  });

  test.each([
    { scheme: 'light', ground: 'rgb(243, 245, 248)', other: 'rgb(14, 18, 24)' },
    { scheme: 'dark', ground: 'rgb(14, 18, 24)', other: 'rgb(243, 245, 248)' },
  ] as const)(
    'takes the $scheme colours of the system, and the other on request',
    async ({ scheme, ground, other }) => {
      const page = await open('site/index.html', { colorScheme: scheme });
      const colour = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
      const button = page.getByRole('button', { name: 'Dark colours' });
      expect(await colour()).toBe(ground);
      expect(await button.getAttribute('aria-pressed')).toBe(String(scheme === 'dark'));
      await button.press('Enter');
      expect(await colour()).toBe(other);
      expect(await button.getAttribute('aria-pressed')).toBe(String(scheme !== 'dark'));
      await page.context().close();
    },
  );

  test.each(['site/index.html', 'site/hubs/cluster-0-h0.html', 'small/index.html', 'small/hubs/atlas-research.html'])(
    '%s is no wider than a phone',
    async (file) => {
      const page = await open(file, { viewport: { width: 400, height: 800 } });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(400);
      await page.context().close();
    },
  );

  test('prints everything on white, and without tools', async () => {
    const page = await open('site/index.html', { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate('getComputedStyle(document.documentElement).colorScheme')).toBe('light');
    expect(await page.locator('.tools:visible, .nav:visible').count()).toBe(0);
    await page.evaluate('dispatchEvent(new Event("beforeprint"))');
    expect(await page.locator('details:not([open])').count()).toBe(0);
    await page.evaluate('dispatchEvent(new Event("afterprint"))');
    expect(await page.locator('details:not([open])').count()).toBeGreaterThan(0);
    await page.context().close();
  });

  test('shows everything where scripts do not run', async () => {
    const page = await open('site/index.html', { javaScriptEnabled: false });
    expect(await page.locator('#hub-table tbody tr:visible').count()).toBe(171);
    expect(await page.locator('.tools:visible').count()).toBe(0);
    await page.context().close();
  });

  test.each([
    { file: 'small/index.html', scheme: 'light', width: 1280 },
    { file: 'small/index.html', scheme: 'dark', width: 1280 },
    { file: 'small/index.html', scheme: 'light', width: 400 },
    { file: 'small/index.html', scheme: 'dark', width: 400 },
    { file: 'small/hubs/atlas-research.html', scheme: 'light', width: 400 },
    { file: 'small/hubs/atlas-research.html', scheme: 'dark', width: 1280 },
    { file: 'site/hubs/cluster-1-h0.html', scheme: 'light', width: 1280 },
  ] as const)('$file in $scheme colours, $width wide, is accessible', async ({ file, scheme, width }) => {
    const page = await open(file, { colorScheme: scheme, viewport: { width, height: 900 } });
    await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true');
    await page.evaluate(axe);
    const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    await page.context().close();
  });

  test('shows names of other people as text, whatever they look like', async () => {
    const page = await open('small/index.html');
    expect(await page.locator('#hub-table tbody th a').first().textContent()).toBe(HOSTILE);
    expect(await page.locator('#waiver-table').textContent()).toContain(HOSTILE);
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.evaluate('window.attacked')).toBeUndefined();
    await page.goto(address('small/hubs/atlas-research.html'));
    complaints.splice(complaints.indexOf(`asks for ${address('small/hubs/atlas-research.html')}`), 1);
    expect(await page.locator('h1').textContent()).toBe(HOSTILE);
    expect(await page.locator('img, iframe').count()).toBe(0);
    expect(await page.evaluate('window.attacked')).toBeUndefined();
    await page.context().close();
  });

  test('has complained of nothing and asked for nothing but itself', () => {
    expect(complaints).toEqual([]);
  });
});
