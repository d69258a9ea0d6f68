import { resolve } from 'node:path';
import { loadFleet } from '../fleet/load.ts';
import { renderProblemsText } from '../render/problems-text.ts';
import { selectStacks } from './selection.ts';
import { buildApp } from './synthesize.ts';

// The program behind `cdktf synth|plan|deploy`: the whole fleet, in the folder that cdktf-cli asks for.
const loaded = await loadFleet(resolve(process.env.HUBFLEET_FLEET ?? 'clusters'));
if ('problems' in loaded) {
  process.stderr.write(renderProblemsText(loaded.problems, loaded.sources));
  process.exitCode = 1;
} else {
  buildApp(selectStacks(loaded.fleet, {}), process.env.CDKTF_OUTDIR ?? 'cdktf.out').synth();
}
