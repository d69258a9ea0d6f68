import type { Rollback, RolloutEntry, RolloutHealth, RolloutRecord } from '../delivery/rollout/record.ts';
import type { RolloutEvent } from '../delivery/rollout/roll-out.ts';
import type { PlanSummary } from '../terraform/plan-changes.ts';
import type { Colors } from './findings-text.ts';
import { type PlanTextOptions, renderCounts, renderPlanText } from './plan-text.ts';
import { count } from './problems-text.ts';

/** What happens in a rollout, as it happens. Plans are shown when they did not get through. */
export function renderRolloutEvent(event: RolloutEvent, options: PlanTextOptions): string {
  const { colors } = options;
  if (event.kind === 'batch') {
    const { wave, batch, of, stacks } = event;
    return `\n${colors.bold(`wave ${wave}, batch ${batch} of ${of}`)}: ${stacks.join(', ')}\n`;
  }
  if (event.kind === 'checking') return `  checking ${event.stack}\n`;
  if (event.kind === 'taking-back') return `  taking back ${event.stack}\n`;
  const { entry, application } = event;
  const isStopped = application && (entry.outcome === 'refused' || entry.outcome === 'failed');
  const plan = isStopped ? renderPlanText(application.plan, options) : '';
  return `${plan}  ${entryLine(entry, colors)}\n`;
}

/** How the rollout ended, with what did not get through, and how to go on. */
export function renderRolloutSummary(record: RolloutRecord, file: string, colors: Colors): string {
  const { stacks, halt, outcome } = record;
  const stuck = stacks.filter((entry) => entry.outcome !== 'done');
  const done = stacks.length - stuck.length;
  const lines = [
    '',
    ...stuck.map((entry) => entryLine(entry, colors)),
    ...(halt === undefined ? [] : [colors.red(`halted in ${halt}`)]),
    `${done} of ${count(stacks.length, 'stack')} done${outcome === 'done' ? '' : `, ${outcome}`}; record: ${file}`,
    ...(outcome === 'done' ? [] : [`mend the cause, then go on with: hubfleet rollout --resume ${record.id}`]),
  ];
  return `${lines.join('\n')}\n`;
}

function entryLine(entry: RolloutEntry, colors: Colors): string {
  const { stack, outcome } = entry;
  const bad = ['refused', 'failed', 'unhealthy', 'skipped'].includes(outcome);
  const paint = bad ? colors.red : outcome === 'held' ? colors.yellow : colors.green;
  return [`${stack}  ${paint(wordOf(entry))}`, ...details(entry)].join('  ');
}

function wordOf({ outcome, applied, health }: RolloutEntry): string {
  if (health?.verdict === 'healthy' && outcome === 'done') return 'healthy';
  if (outcome === 'unverified' || outcome === 'done') return applied ? 'applied' : 'no changes';
  return outcome;
}

function details({
  stack,
  changes,
  seconds,
  outcome,
  because,
  cause,
  forbiddenBy,
  health,
  rollbacks,
  healthAfter,
}: RolloutEntry) {
  const counts =
    changes && Object.keys(changes).length > 0 && !health ? renderCounts({ ...NOTHING, ...changes }) : undefined;
  return [
    counts,
    seconds !== undefined && !health && !rollbacks ? `${Math.round(seconds)} s` : undefined,
    because && outcome === 'skipped' ? `because of ${because.join(', ')}` : undefined,
    forbiddenBy && outcome === 'refused' ? `by ${forbiddenBy.join(', ')}` : undefined,
    outcome === 'held' || outcome === 'failed' || outcome === 'waiting' ? cause?.replace(`${stack}: `, '') : undefined,
    health && healthText(health),
    ...(rollbacks ?? []).map(rollbackText),
    healthAfter && `then ${healthText(healthAfter)}`,
  ].filter((part): part is string => part !== undefined && part !== '');
}

const NOTHING: PlanSummary = { create: 0, update: 0, replace: 0, delete: 0, forget: 0, import: 0, move: 0, read: 0 };

function healthText({ verdict, seconds, broken }: RolloutHealth): string {
  if (verdict === 'not-checked') return 'not checked, as healthCheck: false says';
  const what = broken.map(({ layer, cause }) => (cause === undefined ? layer : `${layer}: ${cause}`)).join('; ');
  return what === '' ? `${verdict} in ${Math.round(seconds)} s` : what;
}

function rollbackText({ how, outcome, to, cause }: Rollback): string {
  const name = how === 'helm' ? 'Helm' : 'Terraform';
  if (outcome === 'failed') return `${name} could not take it back: ${cause ?? 'no reason given'}`;
  const where = to === undefined ? '' : ` to ${how === 'helm' ? to : to.slice(0, 12)}`;
  return outcome === 'done' ? `taken back by ${name}${where}` : `${name} found it as it was${where}`;
}
