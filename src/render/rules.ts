import { type Category, type Example, type Rule, setsOf } from '@hubfleet/policies';
import { renderJson } from './json.ts';
import { wrap } from './wrap.ts';

const WIDTH = 80;

/** One rule, for people or as an object for programs. */
export function renderRule(rule: Rule, format: 'text' | 'json'): string {
  return format === 'json' ? renderJson(describe(rule)) : ruleText(rule);
}

/** All rules, a line each, or as an array for programs. */
export function renderRuleList(rules: readonly Rule[], format: 'text' | 'json'): string {
  if (format === 'json') return renderJson(rules.map(describe));
  const width = Math.max(...rules.map(({ id }) => id.length));
  const categories = [...new Set(rules.map(({ category }) => category))];
  const sections = categories.map((category) => section(category, rules, width));
  return `${sections.join('\n')}\n${rules.length} rules\n`;
}

function section(category: Category, rules: readonly Rule[], width: number): string {
  const here = rules.filter((rule) => rule.category === category);
  const lines = here.map(({ id, severity, title }) => `  ${id.padEnd(width)}  ${severity.padEnd(8)}  ${title}`);
  return `${category} (${here.length})\n${lines.join('\n')}\n`;
}

function describe(rule: Rule) {
  const { id, title, why, severity, category, stages, remedy, references, examples, waivable = true } = rule;
  const types = Object.keys(rule.checks);
  return {
    id,
    title,
    why,
    severity,
    category,
    sets: setsOf(rule),
    stages,
    waivable,
    types,
    remedy,
    references,
    examples,
  };
}

function ruleText(rule: Rule): string {
  const { id, title, why, severity, stages, remedy, references, examples, waivable = true } = rule;
  const facts = [
    `severity ${severity}`,
    `runs at ${stages.join(' and ')}`,
    `sets ${setsOf(rule).join(', ')}`,
    ...(waivable ? [] : ['cannot be waived']),
  ];
  const others = references.map(({ source, id: name, url }) => `  ${source} ${name}${url ? ` ${url}` : ''}`);
  return [
    id,
    ...wrap(`${title}.`, WIDTH, '  '),
    '',
    ...wrap(facts.join('; '), WIDTH),
    '',
    ...wrap(`Why: ${why}`, WIDTH),
    '',
    ...wrap(`To mend: ${remedy}`, WIDTH),
    '',
    ...(others.length > 0 ? ['See also:', ...others, ''] : []),
    'Passes:',
    exampleText(examples.pass),
    '',
    'Fails:',
    exampleText(examples.fail),
    '',
  ].join('\n');
}

function exampleText(example: Example): string {
  return readableExample(example).replace(/^/gm, '  ');
}

/** An example with the documents inside it, such as Helm values, written out. */
export function readableExample({ terraform, stacks, changes }: Example): string {
  const shown = {
    ...terraform,
    ...(stacks && { 'other stacks': stacks }),
    ...(changes && { 'what the plan does': changes }),
  };
  return JSON.stringify(shown, (_, value) => (isDocument(value) ? JSON.parse(value) : value), 2);
}

function isDocument(value: unknown): value is string {
  if (typeof value !== 'string' || !value.startsWith('{"')) return false;
  try {
    return typeof JSON.parse(value) === 'object';
  } catch {
    return false;
  }
}
