import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Values } from '../../../constructs/src/hub/json.ts';
import { onPath, requireTool } from '../../support/terraform.ts';
import { at, hasChart, schemaFaults } from './support/chart.ts';
import { renderedValues } from './support/hub.ts';

const homePage = { repository: 'https://git.example.org/atlas/pages', everyMinutes: 2 };
const values = () => renderedValues(() => ({ features: { homePage } }));

interface Container {
  readonly command: string[];
  readonly env: { name: string; value: string }[];
}

describe('A home page from git', () => {
  test('is fetched before the hub starts, and followed', () => {
    const hub = at(values(), 'hub') as Values;
    const [clone] = hub.initContainers as unknown as Container[];
    const [follow] = hub.extraContainers as unknown as Container[];
    expect(clone?.command[2]).toContain('git clone --depth 1');
    expect(follow?.env).toEqual(
      expect.arrayContaining([
        { name: 'REPOSITORY', value: homePage.repository },
        { name: 'BRANCH', value: 'main' },
        { name: 'SECONDS_BETWEEN', value: '120' },
      ]),
    );
    expect(hub.extraVolumeMounts).toMatchObject([
      { mountPath: '/usr/local/share/jupyterhub/custom_templates', subPath: 'repository/templates', readOnly: true },
      { mountPath: '/usr/local/share/jupyterhub/static/extra-assets', subPath: 'repository/extra-assets' },
    ]);
    expect((hub.extraConfig as Values)['04-hubfleet-home-page']).toContain('template_paths.insert(0,');
  });

  test.runIf(hasChart)('fits the chart', () => {
    expect(schemaFaults(values())).toEqual([]);
  });

  test('is not there unless asked for', () => {
    expect(at(renderedValues(), 'hub.extraContainers')).toBeUndefined();
  });

  test.each(['git@git.example.org:atlas/pages', 'http://git.example.org/pages', 'https://git.example.org'])(
    'is refused from %s',
    (repository) => {
      const render = () => renderedValues(() => ({ features: { homePage: { repository } } }));
      expect(render).toThrow(
        `s/Hub: features.homePage.repository must be the https address of a repository, got ${repository}; copy it from its page`,
      );
    },
  );

  test.skipIf(requireTool(onPath('git'), 'no git on the PATH; install git') === undefined)(
    'takes a newer state, and keeps the old one without',
    () => {
      const folder = mkdtempSync(join(tmpdir(), 'hubfleet-pages-'));
      try {
        const [origin, checkout] = [join(folder, 'origin'), join(folder, 'checkout')];
        const git = (...args: string[]) =>
          spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args], {
            cwd: origin,
            encoding: 'utf8',
          });
        const commit = (text: string) => {
          writeFileSync(join(origin, 'page.html'), text);
          git('add', '.');
          git('commit', '-q', '-m', text);
        };
        mkdirSync(origin);
        git('init', '-q', '-b', 'main');
        commit('first');
        const hub = at(values(), 'hub') as Values;
        const [clone] = hub.initContainers as unknown as Container[];
        const [follow] = hub.extraContainers as unknown as Container[];
        const run = (script: string) =>
          spawnSync('sh', ['-c', script.replaceAll('/srv/templates/repository', checkout)], {
            env: { ...process.env, REPOSITORY: `file://${origin}`, BRANCH: 'main', SECONDS_BETWEEN: '0' },
          });
        const look = (follow?.command[2] ?? '').replace(/^while true; do|done$/g, '');
        run(clone?.command[2] ?? '');
        commit('second');
        run(look);
        expect(readFileSync(join(checkout, 'page.html'), 'utf8')).toBe('second');
        rmSync(origin, { recursive: true });
        run(look);
        expect(readFileSync(join(checkout, 'page.html'), 'utf8')).toBe('second');
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  );
});
