import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { HubPreset } from '../../constructs/src/hub/preset.ts';
import { supportCharts } from '../../constructs/src/support/charts.ts';
import { supportImages } from '../../constructs/src/support/images.ts';

interface Manager {
  readonly managerFilePatterns: readonly string[];
  readonly matchStrings: readonly string[];
  readonly datasourceTemplate: string;
  readonly packageNameTemplate?: string;
}

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const managers = JSON.parse(read('renovate.json')).customManagers as Manager[];

/** What the bot would find in a file, as `datasource package at version`. */
function found(file: string): string[] {
  return managers
    .filter(({ managerFilePatterns }) => managerFilePatterns.some((each) => new RegExp(each.slice(1, -1)).test(file)))
    .flatMap(({ matchStrings, datasourceTemplate, packageNameTemplate = '{{{depName}}}' }) =>
      matchStrings.flatMap((pattern) =>
        Array.from(read(file).matchAll(new RegExp(pattern, 'g')), ({ groups = {} }) => {
          const name = packageNameTemplate.replace(/\{\{\{(\w+)\}\}\}/g, (_, group) => groups[group] ?? '?');
          return `${datasourceTemplate} ${name} of ${groups.registryUrl ?? '-'} at ${groups.currentValue}`;
        }),
      ),
    )
    .sort();
}

test('a bot finds every chart with its repository and version', () => {
  const expected = Object.values(supportCharts).map(({ chart, repository, version }) =>
    repository.startsWith('oci://')
      ? `docker ${repository.slice('oci://'.length)}/${chart} of - at ${version}`
      : `helm ${chart} of ${repository} at ${version}`,
  );
  expect(found('constructs/src/support/charts.ts')).toEqual(expected.sort());
});

const image = (name: string) => name.replace(/^(.+):([^:]+)$/, 'docker $1 of - at $2');

test('a bot finds every image beside charts', () => {
  expect(found('constructs/src/support/images.ts')).toEqual(Object.values(supportImages).map(image).sort());
});

test('a bot finds every image of presets', () => {
  const images = HubPreset.all().flatMap(({ settings }) => (settings.server.images ?? []).map((each) => each.image));
  expect(found('constructs/src/hub/preset-data.ts')).toEqual([...new Set(images)].map(image).sort());
});
