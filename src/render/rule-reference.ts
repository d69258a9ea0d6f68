import { type Category, DEFAULT_LIMITS, type Rule, setsOf } from '@hubfleet/policies';
import { readableExample } from './rules.ts';

const CATEGORIES: Readonly<Record<Category, string>> = {
  'data-loss': 'Data loss',
  security: 'Security',
  cost: 'Cost',
  reliability: 'Reliability',
};

/** The reference page of the policies. */
export function renderRuleReference(rules: readonly Rule[]): string {
  const categories = Object.keys(CATEGORIES) as Category[];
  return [
    '# Policies',
    '',
    `The ${rules.length} rules of \`hubfleet check\`. This page is made from them; \`hubfleet explain RULE\` prints the same for one rule.`,
    '',
    'Critical and high rules are errors, medium and low ones warnings, unless `policies.levels` of `fleet.yaml` says otherwise.',
    'Rules of the set `baseline` run unless `policies.sets` or `--set` chooses others; `strict` takes in `baseline`; `cis` are the rules that a CIS benchmark asks for.',
    '',
    '## Limits',
    '',
    'Numbers that rules compare with, under `policies.limits` of `fleet.yaml`.',
    '',
    '| limit | default |',
    '| - | - |',
    ...Object.entries(DEFAULT_LIMITS).map(([name, value]) => `| \`${name}\` | ${value} |`),
    '',
    ...categories.flatMap((category) => table(category, rules)),
    ...categories.flatMap((category) => rules.filter((rule) => rule.category === category).flatMap(section)),
  ].join('\n');
}

function table(category: Category, rules: readonly Rule[]): string[] {
  const here = rules.filter((rule) => rule.category === category);
  return [
    `## ${CATEGORIES[category]} (${here.length})`,
    '',
    '| rule | severity | sets | what must hold |',
    '| - | - | - | - |',
    ...here.map((rule) => {
      const { id, severity, title } = rule;
      return `| [${id}](#${anchor(id)}) | ${severity} | ${setsOf(rule).join(', ')} | ${cell(title)} |`;
    }),
    '',
  ];
}

function section(rule: Rule): string[] {
  const { id, title, why, severity, stages, remedy, references, examples, waivable = true } = rule;
  const others = references.map(({ source, id: name, url }) =>
    url ? `[${source} ${name}](${url})` : `${source} ${name}`,
  );
  const types = Object.keys(rule.checks);
  return [
    `### ${id}`,
    '',
    `${title}.`,
    '',
    `${why}`,
    '',
    `To mend: ${remedy}`,
    '',
    `Severity ${severity}; runs at ${stages.join(' and ')}; sets ${setsOf(rule).join(', ')}${waivable ? '' : '; cannot be waived'}.`,
    `Looks at ${types.map((type) => `\`${type}\``).join(', ')}.`,
    ...(others.length > 0 ? [`See also ${others.join(', ')}.`] : []),
    '',
    '<details><summary>Examples</summary>',
    '',
    'Passes:',
    '',
    '```json',
    readableExample(examples.pass),
    '```',
    '',
    'Fails:',
    '',
    '```json',
    readableExample(examples.fail),
    '```',
    '',
    '</details>',
    '',
  ];
}

function anchor(id: string): string {
  return id.replaceAll('/', '');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
