import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const library = fileURLToPath(new URL('../../constructs/lib/index.js', import.meta.url));

// A whole provider package is more than 1,800 modules; what we use of four of them, with cdktf, stays far below.
test.runIf(process.env.CI === 'true' || existsSync(library))('the built library loads single resources only', () => {
  const program = `require(${JSON.stringify(library)}); console.log(Object.keys(require.cache).length)`;
  const modules = Number(execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' }));
  expect(modules).toBeGreaterThan(300);
  expect(modules).toBeLessThan(1000);
});
