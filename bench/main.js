// Ratios, not seconds: both sides run on the same machine in the same minute.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateFleet } from './generate-fleet.js';
import { differences } from './same-resources.js';

const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const example = here('../clusters');
const work = mkdtempSync(join(tmpdir(), 'hubfleet-bench-'));
const runs = Number(process.argv[2] ?? 5);

const run = (script, ...args) => {
  const start = performance.now();
  const result = JSON.parse(execFileSync(process.execPath, [here(script), ...args], { encoding: 'utf8' }));
  return { ...result, wall: performance.now() - start };
};
/** The middle run by its time. */
const median = (script, ...args) => {
  const results = Array.from({ length: runs }, () => run(script, ...args));
  return results.sort((a, b) => a.milliseconds - b.milliseconds)[Math.floor(runs / 2)];
};
const round = (number, digits = 2) => Number(number.toFixed(digits));

async function fleetOf(clusters, hubsPerCluster) {
  const dir = join(work, `fleet-${clusters}x${hubsPerCluster}`);
  await generateFleet(example, dir, { clusters, hubsPerCluster });
  return dir;
}

try {
  const medium = await fleetOf(20, 5);
  const [ours, bare] = [join(work, 'ours'), join(work, 'bare')];
  const synthesis = median('hubfleet-run.js', medium, ours, 'synth');
  const program = median('bare-run.js', ours, bare);
  const unequal = differences(ours, bare);
  if (unequal.length > 0) throw new Error(`the bare program makes other resources: ${unequal.slice(0, 5).join(', ')}`);
  const phases = median('hubfleet-run.js', medium, join(work, 'phases'), 'phases').phases;
  const checked = median('hubfleet-run.js', medium, ours, 'check');
  const one = median('hubfleet-run.js', medium, ours, 'check', 'cluster-7');
  const small = run('hubfleet-run.js', await fleetOf(50, 5), join(work, 'small'), 'check');
  const large = run('hubfleet-run.js', await fleetOf(200, 5), join(work, 'large'), 'check');
  const whole = Object.values(phases).reduce((sum, part) => sum + part, 0);
  const report = {
    runs,
    node: process.version,
    synthesisToBare: round((synthesis.milliseconds - synthesis.phases.load) / program.milliseconds),
    synthesisWithLoadToBare: round(synthesis.milliseconds / program.milliseconds),
    processToBare: round(synthesis.wall / program.wall),
    checkToSynthesis: round(checked.phases.check / checked.phases.synthesize),
    oneOfTwentyClustersMilliseconds: round(one.milliseconds, 0),
    share: Object.fromEntries(Object.entries(phases).map(([phase, time]) => [phase, round(time / whole)])),
    hubs1000: {
      seconds: round(large.milliseconds / 1000, 1),
      stacks: large.phases.stacks,
      maxRssMiB: round(large.maxRssMiB, 0),
      timeToFourTimes250: round(large.milliseconds / (4 * small.milliseconds)),
      memoryToFourTimes250: round(large.maxRssMiB / (4 * small.maxRssMiB)),
    },
  };
  writeFileSync('bench.json', `${JSON.stringify(report, null, 2)}\n`);
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
