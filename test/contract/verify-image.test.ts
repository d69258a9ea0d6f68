import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const cli = fileURLToPath(new URL('lib/cli.js', root));
const skips = !existsSync(cli) && !process.env.CI;
if (skips) console.warn('the image for checks: SKIPPED, there is no build; run npm run build');

/** Runs verify and prints which of the packages that the image leaves out were loaded for it. */
const program = `
  process.argv = [process.argv[0], ${JSON.stringify(cli)}, 'verify', '--url=http://127.0.0.1:9', '--as=atlas/research', '--attempts', 'http=1'];
  process.env.HUBFLEET_HEALTH_TOKEN = '0123456789abcdef';
  process.on('exit', () => {
    const { createRequire } = process.getBuiltinModule('node:module');
    const loaded = Object.keys(createRequire(${JSON.stringify(cli)}).cache);
    console.log('LOADED ' + loaded.filter((file) => file.includes('/@cdktf/')).length);
    process.exitCode = 0;
  });
  await import(${JSON.stringify(cli)});
`;

test.skipIf(skips)('a check loads nothing of what the Dockerfile leaves out', () => {
  expect(readFileSync(new URL('Dockerfile', root), 'utf8')).toContain('rm -rf node_modules/@cdktf/provider-*');
  const output = execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' });
  expect(output).toContain('atlas/research is unhealthy: http');
  expect(output).toContain('LOADED 0');
});
