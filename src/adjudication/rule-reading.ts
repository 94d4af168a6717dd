import type { Rule } from '../reference/payer-profile.ts';

/**
 * What a step wants of its rule's parameters, read once for each rule: a rule lives as long as its snapshot. Claims that
 * follow each other mostly meet the same rule, which is then not even looked up.
 */
export function readOnce<Reading extends object>(read: (rule: Rule) => Reading): (rule: Rule) => Reading {
  const readings = new WeakMap<Rule, Reading>();
  let last: Rule | undefined;
  let ofLast: Reading | undefined;
  return (rule) => {
    if (rule === last) return ofLast!;
    let reading = readings.get(rule);
    if (reading === undefined) readings.set(rule, (reading = read(rule)));
    last = rule;
    ofLast = reading;
    return reading;
  };
}
