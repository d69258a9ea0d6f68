import { describe, expect, test } from 'vitest';
import { imagesOf, readImage } from '../../src/report/image.ts';
import { fleetOf } from '../support/fleet.ts';

const TODAY = '2026-11-22';

describe('the name of an image tells', () => {
  test.each([
    ['quay.io/jupyter/scipy-notebook:2026-07-28', 'date', 'tag', 117, []],
    ['pangeo/pangeo-notebook:2026.06.04', 'date', 'tag', 171, []],
    ['quay.io/jupyter/pytorch-notebook:cuda12-2026-07-28', 'date', 'tag', 117, []],
    ['quay.io/jupyter/scipy-notebook:2026-05-26', 'date', 'tag', 180, []],
    ['quay.io/jupyter/scipy-notebook:2026-05-25', 'date', 'tag', 181, ['old']],
    ['pangeo/pangeo-notebook:2026-06-29', 'date', 'tag', 146, ['unusualDate']],
    ['quay.io/jupyter/scipy-notebook:2026.07.28', 'date', 'tag', 117, ['unusualDate']],
    ['pangeo/ml-notebook:2025.01.10', 'date', 'tag', 681, ['losesData', 'old']],
    ['pangeo/ml-notebook:2025.01.11', 'date', 'tag', 680, ['old']],
    ['rocker/binder:4.4', 'version', 'moving', undefined, ['moving']],
    ['ghcr.io/example/own:v1.2.3', 'version', 'tag', undefined, []],
    ['ghcr.io/example/own:3f2a9c1b', 'commit', 'tag', undefined, []],
    ['ghcr.io/example/own:main', 'word', 'moving', undefined, ['moving']],
    ['ghcr.io/example/own:main@sha256:aa', 'word', 'digest', undefined, []],
    ['localhost:5000/own@sha256:aa', 'none', 'digest', undefined, []],
    ['ghcr.io/example/own:2026-02-30', 'version', 'tag', undefined, []],
    ['ghcr.io/example/own:2027-01-01', 'version', 'tag', undefined, []],
  ] as const)('%s: a %s, pinned by %s, %s days old', (image, style, pinned, ageDays, remarks) => {
    const read = readImage(image, TODAY);
    expect([read.style, read.pinned, read.ageDays, read.remarks]).toEqual([style, pinned, ageDays, remarks]);
  });
});

test('a hub offers its own image and those of its profiles, each once', async () => {
  const { clusters } = await fleetOf();
  const hub = clusters[0]?.hubs[0];
  const profile = hub?.profiles[0];
  if (!hub || !profile) throw new Error('the example has a hub with a profile');
  const choice = { slug: 'r', displayName: 'R', image: 'rocker/binder:4.4' };
  const profiles = [
    { ...profile, image: hub.image },
    { ...profile, images: [choice] },
  ];
  expect(imagesOf({ ...hub, profiles })).toEqual([hub.image, 'rocker/binder:4.4']);
});
