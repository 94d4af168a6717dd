import { type CodeList, readCodeList } from '../reference/code-list.ts';
import type { Rule } from '../reference/payer-profile.ts';
import { readOnce } from './rule-reading.ts';

const listsOf = readOnce(() => new Map<string, CodeList>());

/** A parameter that lists codes and ranges; a list that is absent holds nothing. */
export function codeListOf(rule: Rule, parameter: string): CodeList {
  const lists = listsOf(rule);
  let list = lists.get(parameter);
  if (list === undefined) {
    list = readCodeList(rule.parameters.get(parameter) ?? '');
    lists.set(parameter, list);
  }
  return list;
}

/** A category that a rule names in a parameter `{subject}.{category}`, with what that parameter lists. */
export interface NamedCodes {
  readonly category: string;
  readonly codes: CodeList;
}

/** The categories of a subject in the order written. */
export function categoriesOf(rule: Rule, subject: string): readonly NamedCodes[] {
  return [...rule.parameters.keys()]
    .filter((name) => name.startsWith(`${subject}.`))
    .map((name) => ({ category: name.slice(subject.length + 1), codes: codeListOf(rule, name) }));
}
