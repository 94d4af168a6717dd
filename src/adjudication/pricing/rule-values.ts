import { type CodeList, readCodeList } from '../../reference/code-list.ts';
import { parseScaled } from '../../reference/parse-scaled.ts';
import type { Rule } from '../../reference/payer-profile.ts';
import { Fault } from '../../x12/fault.ts';
import { readOnce } from '../rule-reading.ts';

/**
 * Parameters of rules as values, read once: a rule lives as long as its snapshot, and reading a list of codes for
 * every line took longer than pricing it.
 */
const valuesOf = readOnce(() => new Map<string, unknown>());

function parsed<T>(rule: Rule, name: string, parse: (text: string) => T): T {
  const values = valuesOf(rule);
  const known = values.get(name);
  if (known !== undefined) return known as T;
  const value = parse(rule.parameters.get(name) ?? '');
  values.set(name, value);
  return value;
}

export function wordSet(rule: Rule, name: string): ReadonlySet<string> {
  return parsed(rule, name, readWords);
}

function readWords(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter((word) => word !== ''));
}

/** @throws Fault `PROFILE-PARAMETER` when an item is no code or range */
export function codeListOf(rule: Rule, name: string): CodeList {
  return parsed(rule, name, (text) => {
    try {
      return readCodeList(text);
    } catch {
      throw parameterFault(rule, name, 'a list of codes and ranges');
    }
  });
}

/** `62:62.5 AS:13.6` as basis points by modifier. @throws Fault `PROFILE-PARAMETER` */
export function percentMap(rule: Rule, name: string): ReadonlyMap<string, number> {
  return parsed(rule, name, (text) => {
    const percents = new Map<string, number>();
    for (const item of text.split(/\s+/)) {
      if (item === '') continue;
      const [key = '', percent = ''] = item.split(':');
      const basisPoints = parseScaled(percent, 2);
      if (basisPoints === undefined) throw parameterFault(rule, name, 'a list of name:percent');
      percents.set(key, basisPoints);
    }
    return percents;
  });
}

/** Percents in order, as basis points; the last stands for all that follow. @throws Fault `PROFILE-PARAMETER` */
export function percentList(rule: Rule, name: string, absent: readonly number[]): readonly number[] {
  return parsed(rule, name, (text) => {
    if (text === '') return absent;
    return text.split(/\s+/).map((percent) => {
      const basisPoints = parseScaled(percent, 2);
      if (basisPoints === undefined) throw parameterFault(rule, name, 'a list of percents');
      return basisPoints;
    });
  });
}

export function oneOfParameter<T extends string>(
  rule: Rule,
  name: string,
  known: readonly T[],
  absent: T,
): T {
  const text = rule.parameters.get(name);
  if (text === undefined) return absent;
  const found = known.find((value) => value === text);
  if (found === undefined) throw parameterFault(rule, name, `one of ${known.join(', ')}`);
  return found;
}

export function numberParameter(rule: Rule, name: string, absent: number): number {
  const text = rule.parameters.get(name);
  if (text === undefined) return absent;
  const value = parseScaled(text, 0);
  if (value === undefined) throw parameterFault(rule, name, 'a whole number');
  return value;
}

function parameterFault(rule: Rule, name: string, form: string): Fault {
  return new Fault({
    code: 'PROFILE-PARAMETER',
    message: `Parameter ${name} of rule ${rule.id} is not ${form}.`,
    hint: 'Correct the parameter in the payer profile.',
    exitCode: 2,
  });
}
