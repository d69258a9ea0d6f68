import type { Values } from './json';
import type { Refuse } from './refuse';

const DIGEST = /^(.+)@sha256:([0-9a-f]{64})$/;
const TAGGED = /^(.+):([A-Za-z0-9_][A-Za-z0-9_.-]{0,127})$/;

/** Splits `repository:tag` or `repository@sha256:…` into what the chart wants; refuses an image that may change. */
export function imageValues(image: string, property: string, refuse: Refuse): Values {
  const remedy = 'write repository:tag with a fixed tag, for example quay.io/jupyter/scipy-notebook:2026-07-28';
  const digest = DIGEST.exec(image);
  if (digest) return { name: `${digest[1]}@sha256`, tag: digest[2] ?? '' };
  const [, name = '', tag = ''] = TAGGED.exec(image) ?? [];
  if (name === '') throw refuse(property, `has no tag, got ${image}`, remedy);
  if (tag === 'latest') throw refuse(property, `follows a moving tag, got ${image}`, remedy);
  return { name, tag };
}
