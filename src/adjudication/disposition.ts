import type { AdjustmentGroup, Disposition, PayerProfile, Rule } from '../reference/payer-profile.ts';
import type { LineOfBusiness } from '../reference/plan.ts';
import { Fault } from '../x12/fault.ts';
import { readOnce } from './rule-reading.ts';

/** The codes a denial or reduction answers with. */
export interface AdjustmentCodes {
  readonly group: AdjustmentGroup;
  readonly carc: string;
  readonly remarks: readonly string[];
}

/** The rules of one kind that act at some time, in the order of the profile. */
class RulesOfKind {
  readonly #rules: Rule[] = [];
  readonly #byLine = new Map<LineOfBusiness, readonly Rule[]>();

  add(rule: Rule): void {
    this.#rules.push(rule);
  }

  actingOn(day: string): Rule | undefined {
    return firstOn(this.#rules, day);
  }

  forLine(lineOfBusiness: LineOfBusiness, day: string): Rule | undefined {
    let rules = this.#byLine.get(lineOfBusiness);
    if (rules === undefined) {
      const linesOf = (rule: Rule): readonly string[] => listParameter(rule, 'linesOfBusiness');
      rules = [
        ...this.#rules.filter((rule) => linesOf(rule).includes(lineOfBusiness)),
        ...this.#rules.filter((rule) => linesOf(rule).length === 0),
      ];
      this.#byLine.set(lineOfBusiness, rules);
    }
    return firstOn(rules, day);
  }
}

function firstOn(rules: readonly Rule[], day: string): Rule | undefined {
  for (const rule of rules) if (isActing(rule, day)) return rule;
  return undefined;
}

/** A profile has a hundred rules and a claim asks for thirty kinds: looking through all took longer than judging it. */
const kindsOfProfile = new WeakMap<PayerProfile, ReadonlyMap<string, RulesOfKind>>();
let lastProfile: PayerProfile | undefined;
let kindsOfLast: ReadonlyMap<string, RulesOfKind> = new Map();

function kindsOf(profile: PayerProfile): ReadonlyMap<string, RulesOfKind> {
  if (profile === lastProfile) return kindsOfLast;
  let kinds = kindsOfProfile.get(profile);
  if (kinds === undefined) {
    const made = new Map<string, RulesOfKind>();
    for (const rule of profile.rules) {
      if (rule.standing !== 'acts') continue;
      let same = made.get(rule.kind);
      if (same === undefined) made.set(rule.kind, (same = new RulesOfKind()));
      same.add(rule);
    }
    kinds = made;
    kindsOfProfile.set(profile, kinds);
  }
  lastProfile = profile;
  kindsOfLast = kinds;
  return kinds;
}

/** The rule of a kind that acts on a service date; kinds are code, rules are data (DESIGN decision 9). */
export function actingRuleOfKind(profile: PayerProfile, kind: string, serviceDate: string): Rule | undefined {
  return kindsOf(profile).get(kind)?.actingOn(serviceDate);
}

/** The rule of a kind for a line of business on a day: one that names the line before one for all. */
export function ruleFor(
  profile: PayerProfile,
  kind: string,
  lineOfBusiness: LineOfBusiness,
  day: string,
): Rule | undefined {
  return kindsOf(profile).get(kind)?.forLine(lineOfBusiness, day);
}

/** Whether the rule acts on a service date, CCYYMMDD; '' asks for no date. */
export function isActing(rule: Rule, serviceDate: string): boolean {
  return (
    rule.standing === 'acts' &&
    (rule.from === '' || serviceDate === '' || rule.from <= serviceDate) &&
    (rule.to === '' || serviceDate === '' || serviceDate <= rule.to)
  );
}

/**
 * What the rule answers for a clause; a rule with one unnamed disposition answers so for every clause.
 *
 * @throws Fault `PROFILE-DISPOSITION` when the profile states none
 */
export function dispositionOf(rule: Rule, clause: string): Disposition {
  const found =
    rule.dispositions.find((disposition) => disposition.clause === clause) ??
    rule.dispositions.find((disposition) => disposition.clause === '');
  if (found) return found;
  throw new Fault({
    code: 'PROFILE-DISPOSITION',
    message: `Rule ${rule.id} has no disposition for "${clause}".`,
    hint: `Add <disposition clause="${clause}" …/> to the rule in the payer profile.`,
    exitCode: 2,
  });
}

/** @throws Fault `PROFILE-DISPOSITION` when the disposition names no group or reason code */
export function codesOf(rule: Rule, clause: string): AdjustmentCodes {
  const known = codesOfClauses(rule);
  let codes = known.get(clause);
  if (codes === undefined) known.set(clause, (codes = readCodes(rule, clause)));
  return codes;
}

function readCodes(rule: Rule, clause: string): AdjustmentCodes {
  const { group, carc, remarks } = dispositionOf(rule, clause);
  if (group !== undefined && carc !== undefined) return { group, carc, remarks };
  throw new Fault({
    code: 'PROFILE-DISPOSITION',
    message: `The disposition "${clause}" of rule ${rule.id} has no group or reason code.`,
    hint: 'Give the disposition a group and a carc in the payer profile.',
    exitCode: 2,
  });
}

/** A parameter that must be a whole number. @throws Fault `PROFILE-PARAMETER` */
export function wholeParameter(rule: Rule, name: string): number {
  const numbers = numbersOf(rule);
  let number = numbers.get(name);
  if (number === undefined) numbers.set(name, (number = readWhole(rule, name)));
  return number;
}

function readWhole(rule: Rule, name: string): number {
  const text = rule.parameters.get(name) ?? '';
  if (/^\d{1,12}$/.test(text)) return Number(text);
  throw new Fault({
    code: 'PROFILE-PARAMETER',
    message: `Parameter ${name} of rule ${rule.id} is not a whole number.`,
    hint: 'Correct the parameter in the payer profile.',
    exitCode: 2,
  });
}

/** A parameter that lists words between blanks; empty when absent. */
export function listParameter(rule: Rule, name: string): readonly string[] {
  const lists = listsOf(rule);
  let list = lists.get(name);
  if (list === undefined) {
    list = (rule.parameters.get(name) ?? '').split(/\s+/).filter((word) => word !== '');
    lists.set(name, list);
  }
  return list;
}

const codesOfClauses = readOnce(() => new Map<string, AdjustmentCodes>());
const numbersOf = readOnce(() => new Map<string, number>());
const listsOf = readOnce(() => new Map<string, readonly string[]>());
