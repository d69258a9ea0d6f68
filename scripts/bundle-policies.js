// npm packs a bundled dependency from the package's own node_modules, and a workspace lives elsewhere: this puts a copy
// of `policies` and of what it needs there for the time of packing, and takes it away afterwards.
import { cpSync, mkdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const target = join(root, 'constructs', 'node_modules');
const marker = '@hubfleet/policies';

function copy(name, from) {
  const directory = packageFolder(name, from);
  const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  const to = join(target, name);
  mkdirSync(dirname(to), { recursive: true });
  cpSync(directory, to, {
    recursive: true,
    filter: (file) => !/[\\/](?:src|node_modules|tsconfig[^\\/]*)$/.test(file),
  });
  for (const dependency of Object.keys(manifest.dependencies ?? {})) copy(dependency, directory);
}

function packageFolder(name, from) {
  for (const folder of createRequire(join(from, 'package.json')).resolve.paths(name) ?? []) {
    try {
      return realpathSync(join(folder, name));
    } catch {}
  }
  throw new Error(`${name}: not installed; run npm ci`);
}

const [action] = process.argv.slice(2);
rmSync(join(target, '@hubfleet'), { recursive: true, force: true });
for (const dependency of ['yaml', 'picomatch']) rmSync(join(target, dependency), { recursive: true, force: true });
if (action === 'add') copy(marker, root);
else if (action !== 'remove') throw new Error(`got '${action}'; say add or remove`);
