import { z } from 'zod';
import { expected } from './expected.ts';

const COMPONENT = '[a-z0-9]+(?:[._-]+[a-z0-9]+)*';
const REPOSITORY = `(?:[a-z0-9.-]+(?::[0-9]+)?/)?${COMPONENT}(?:/${COMPONENT})*`;
const IMAGE = new RegExp(`^${REPOSITORY}(?::(?!latest$)[0-9A-Za-z_][0-9A-Za-z_.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$`);
const PINNED = /:[^/@]+(?:@|$)|@sha256:/;

/** A container image that stays the same: with a tag that is not `latest`, or a digest. */
export const image = z
  .string()
  .regex(IMAGE, {
    error: expected('an image with a fixed tag', 'write it like quay.io/jupyter/scipy-notebook:2026-07-28'),
    abort: true,
  })
  .regex(PINNED, { error: expected('an image with a tag', 'add the tag, a moving image changes under its users') });
