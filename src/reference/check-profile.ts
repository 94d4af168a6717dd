import { readCodeList } from './code-list.ts';
import type { Disposition, PayerProfile, Rule } from './payer-profile.ts';
import { isParameterOf, RULE_KINDS } from './rule-kinds.ts';
import { suggestion } from './suggestion.ts';

/** What is wrong in one profile beyond its form: rules nobody acts on, answers without codes, plans with gaps. */
export function checkProfile(profile: PayerProfile, file: string): string[] {
  const problems: string[] = [];
  const spans = new Map<string, Rule[]>();
  for (const rule of profile.rules) {
    const where = `${file} payer/rule[${rule.id}]`;
    const earlier = spans.get(rule.id) ?? [];
    // One id may hold in turn on different service dates.
    if (earlier.some((other) => overlap(other, rule))) {
      problems.push(`${where}: the id stands twice for the same dates`);
    }
    spans.set(rule.id, [...earlier, rule]);
    problems.push(...ruleProblems(rule).map((problem) => `${where}: ${problem}`));
    for (const disposition of rule.dispositions) {
      const clause = disposition.clause === '' ? '' : `[${disposition.clause}]`;
      problems.push(
        ...dispositionProblems(disposition).map((problem) => `${where}/disposition${clause}: ${problem}`),
      );
    }
  }
  for (const plan of profile.plans) {
    if (!plan.categories.some(({ category }) => category === 'other')) {
      problems.push(`${file} payer/plan[${plan.id}]: no benefit for the category "other"`);
    }
  }
  return problems;
}

function overlap(left: Rule, right: Rule): boolean {
  const isBefore = (one: Rule, other: Rule): boolean =>
    one.to !== '' && other.from !== '' && one.to < other.from;
  return !isBefore(left, right) && !isBefore(right, left);
}

function ruleProblems(rule: Rule): string[] {
  const problems: string[] = [];
  if (rule.from !== '' && rule.to !== '' && rule.to < rule.from) problems.push('it ends before it begins');
  if (rule.standing !== 'acts') {
    if (rule.reason === '') problems.push(`a rule that does not act says why: attribute "reason" is missing`);
    if (rule.kind !== '') problems.push('a rule that does not act has no kind');
    return problems;
  }
  const kind = RULE_KINDS.get(rule.kind);
  if (kind === undefined) {
    return [...problems, `unknown kind "${rule.kind}"${suggestion(rule.kind, RULE_KINDS.keys())}`];
  }
  for (const [name, value] of rule.parameters) {
    if (!isParameterOf(kind, name)) {
      problems.push(`unknown parameter "${name}"${suggestion(name, kind.parameters)}`);
    } else if (name.includes('.') && !isCodeList(value)) {
      problems.push(`parameter "${name}" is no list of codes and ranges`);
    }
  }
  for (const name of kind.requiredParameters) {
    if (!rule.parameters.has(name)) problems.push(`parameter "${name}" is missing`);
  }
  const clauses = rule.dispositions.map(({ clause }) => clause);
  for (const clause of kind.clauses) {
    if (!clauses.includes(clause)) {
      problems.push(clause === '' ? 'its disposition is missing' : `disposition "${clause}" is missing`);
    }
  }
  for (const clause of clauses) {
    if (!kind.clauses.includes(clause)) {
      problems.push(`unknown clause "${clause}"${suggestion(clause, kind.clauses)}`);
    }
  }
  return problems;
}

function isCodeList(text: string): boolean {
  try {
    readCodeList(text);
    return true;
  } catch {
    return false;
  }
}

function dispositionProblems({ outcome, group, carc, stc, ta1 }: Disposition): string[] {
  const isAdjusting = group !== undefined || carc !== undefined;
  switch (outcome) {
    case 'reject':
      return stc === undefined && ta1 === undefined ? ['a refusal needs "stc" or "ta1"'] : [];
    case 'deny':
    case 'reduce': {
      const missing = [...(group === undefined ? ['group'] : []), ...(carc === undefined ? ['carc'] : [])];
      return missing.map((name) => `attribute "${name}" is missing`);
    }
    case 'pend':
      return isAdjusting ? ['a pended claim has no adjustment yet: no "group" or "carc"'] : [];
    case 'flag':
      return isAdjusting ? ['a flag takes no money: no "group" or "carc"'] : [];
  }
}
