// One measured run of hubfleet in a process of its own; prints JSON.
import { checkStacks } from '../lib/check/check-stacks.js';
import { loadFleet } from '../lib/fleet/load.js';
import { selectStacks } from '../lib/stacks/selection.js';
import { buildApp, synthesize } from '../lib/stacks/synthesize.js';
import { withoutStackTraces } from '../lib/stacks/without-stack-traces.js';

const [fleetDir, outdir, mode, cluster] = process.argv.slice(2);
const selection = cluster ? { cluster: [cluster] } : {};
const phases = {};
const started = performance.now();

async function timed(phase, work) {
  const start = performance.now();
  const result = await work();
  phases[phase] = performance.now() - start;
  return result;
}

const { fleet, problems } = await timed('load', () => loadFleet(fleetDir));
if (problems) throw new Error(`${problems[0].file}: ${problems[0].message}`);
if (mode === 'phases') {
  const app = await timed('build', () => withoutStackTraces(() => buildApp(selectStacks(fleet, selection), outdir)));
  await timed('synth', () => withoutStackTraces(() => app.synth()));
} else {
  const { stacks } = await timed('synthesize', () => synthesize(fleet, { outdir, selection }));
  if (mode === 'check') await timed('check', () => checkStacks(fleet, stacks, '2026-11-22'));
  phases.stacks = stacks.length;
}
const milliseconds = performance.now() - started;
process.stdout.write(JSON.stringify({ milliseconds, phases, maxRssMiB: process.resourceUsage().maxRSS / 1024 }));
