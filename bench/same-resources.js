import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

/** Resources and data sources of which the two outputs differ; the bare program is a fair measure only when none do. */
export function differences(left, right) {
  return readdirSync(join(left, 'stacks')).flatMap((stack) => {
    const [a, b] = [left, right].map((folder) => bodies(join(folder, 'stacks', stack, 'cdk.tf.json')));
    const names = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...names].filter((name) => !isDeepStrictEqual(a[name], b[name])).map((name) => `${stack}: ${name}`);
  });
}

function bodies(file) {
  const json = JSON.parse(readFileSync(file, 'utf8'));
  const named = {};
  for (const section of ['resource', 'data']) {
    for (const [type, entries] of Object.entries(json[section] ?? {})) {
      for (const [name, { '//': _, ...body }] of Object.entries(entries)) named[`${section}.${type}.${name}`] = body;
    }
  }
  return named;
}
