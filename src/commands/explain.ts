import { nearMiss, type Rule, rules } from '@hubfleet/policies';
import { renderRule, renderRuleList } from '../render/rules.ts';
import { CliError, defineCommand, exitCodes, formatOption } from './command.ts';

interface ExplainOptions {
  readonly list?: true;
  readonly format: 'text' | 'json';
}

export const explainCommand = defineCommand<ExplainOptions>({
  description:
    'Says of a policy what must hold, why, how to mend it, who else asks for it, and shows an example that passes ' +
    'and one that fails.',
  configure(command) {
    command.argument('[rule]', 'id of the rule, for example security/hub-open-login');
    command.option('--list', 'all rules');
    formatOption(command, ['text', 'json']);
  },
  examples: [
    ['hubfleet explain security/hub-open-login', 'one rule'],
    ['hubfleet explain --list', 'all rules, a line each'],
  ],
  exits: { 0: 'the rule was explained' },
  async run({ list, format }, { stdout }, [id]) {
    if (id !== undefined) stdout.write(renderRule(ruleNamed(id), format));
    else if (list) stdout.write(renderRuleList(rules, format));
    else throw new CliError('explain: no rule named; name one, or give --list');
    return exitCodes.fine;
  },
});

function ruleNamed(id: string): Rule {
  const rule = rules.find((each) => each.id === id);
  if (rule) return rule;
  const ids = rules.map((each) => each.id);
  const near = nearMiss(id, ids) ?? ids.find((each) => each.endsWith(`/${id}`));
  const hint = near === undefined ? 'hubfleet explain --list names all rules' : `did you mean ${near}`;
  throw new CliError(`explain: there is no rule ${id}; ${hint}`);
}
