import { type CodeList, readCodeList } from '../reference/code-list.ts';
import type { Rule } from '../reference/payer-profile.ts';

/** Lists of a rule are read once; a rule object lives as long as its snapshot. */
const listsOfRule = new WeakMap<Rule, Map<string, CodeList>>();

/** A parameter that lists codes and ranges; a list that is absent holds nothing. */
export function codeListOf(rule: Rule, parameter: string): CodeList {
  const lists = listsOfRule.get(rule) ?? new Map<string, CodeList>();
  listsOfRule.set(rule, lists);
  let list = lists.get(parameter);
  if (list === undefined) {
    list = readCodeList(rule.parameters.get(parameter) ?? '');
    lists.set(parameter, list);
  }
  return list;
}

/** Categories that a rule names in parameters `{subject}.{category}`, in the order written. */
export function categoriesOf(rule: Rule, subject: string): readonly string[] {
  return [...rule.parameters.keys()]
    .filter((name) => name.startsWith(`${subject}.`))
    .map((name) => name.slice(subject.length + 1));
}
