import type { Rule } from '../../reference/payer-profile.ts';
import type { RvuRow } from '../../reference/records.ts';
import { percentMap, wordSet } from './rule-values.ts';

/** What the modifiers make of a fee, or why they cannot. */
export type ModifierShare =
  | {
      readonly outcome: 'share';
      readonly basisPoints: number;
      readonly words: string;
      readonly isRanked: boolean;
    }
  | { readonly outcome: 'pend'; readonly text: string }
  | { readonly outcome: 'deny'; readonly clause: 'modifier' | 'not-permitted'; readonly text: string };

const WHOLE = 10_000;
/** Modifiers that change the payment through the table's indicators or the profile's percents. */
const PAYMENT_MODIFIERS = new Set('26 TC 50 52 53 54 55 56 62 66 73 74 78 80 81 82 AS'.split(' '));
const ASSISTANTS = new Set(['80', '81', '82', 'AS']);
/** Services that belong to another procedure's package or have none are never ranked. */
const UNRANKED = new Set(['78']);

/**
 * The share of the fee that the line's modifiers leave, by the indicators of its row.
 *
 * @param row its own component modifier (26, TC, 53) is already in its values
 */
export function modifierShare(modifiers: readonly string[], row: RvuRow, rule: Rule): ModifierShare {
  let basisPoints = WHOLE;
  let words = '';
  let isRanked = true;
  for (const modifier of modifiers) {
    if (modifier === row.modifier) continue;
    // Without indicators the whole fee would overpay: 51 alone says that others are ranked before this line.
    if (!row.indicators && (PAYMENT_MODIFIERS.has(modifier) || modifier === '51'))
      return { outcome: 'pend', text: 'a modifier changes the payment' };
    if (!PAYMENT_MODIFIERS.has(modifier)) continue;
    const answer = shareOf(modifier, row, rule);
    if (typeof answer !== 'number') return answer;
    if (answer !== WHOLE) words += ` x ${answer / 100} % (${modifier})`;
    basisPoints = Math.round((basisPoints * answer) / WHOLE);
    if (UNRANKED.has(modifier) || ASSISTANTS.has(modifier)) isRanked = false;
  }
  return { outcome: 'share', basisPoints, words, isRanked };
}

function shareOf(modifier: string, row: RvuRow, rule: Rule): number | ModifierShare {
  const indicators = row.indicators!;
  const percent = percentMap(rule, 'modifierPercents').get(modifier);
  switch (modifier) {
    case '50':
      // 1: one and a half; 3: each side whole; 0 and 2: the fee is for both or for one side in any case.
      if (indicators.bilateral === '1') return percent ?? 15_000;
      if (indicators.bilateral === '3') return 20_000;
      return indicators.bilateral === '9' ? invalid('50') : WHOLE;
    case '54':
      return part(indicators.preOperativePercent + indicators.intraOperativePercent, row, '54');
    case '55':
      return part(indicators.postOperativePercent, row, '55');
    case '56':
      return part(indicators.preOperativePercent, row, '56');
    case '78':
      return part(indicators.intraOperativePercent, row, '78');
    case '62':
      return byIndicator(indicators.coSurgeon, percent, { permitted: '2', documented: '1' }, '62');
    case '66':
      if (indicators.team === '0') return notPermitted('66');
      return indicators.team === '9'
        ? invalid('66')
        : { outcome: 'pend', text: 'a team of surgeons is priced by report' };
    case '80':
    case '81':
    case '82':
    case 'AS':
      return byIndicator(indicators.assistant, percent, { permitted: '2', documented: '0' }, modifier);
    case '26':
    case 'TC':
      // Its own row would have been found: here the code is one component by itself, or has none.
      return wholeComponent(modifier, indicators.professionalTechnical) ? WHOLE : invalid(modifier);
    default:
      return percent ?? { outcome: 'pend', text: `modifier ${modifier} is priced by report` };
  }
}

/** Where the code is a professional (2, 6, 8) or technical (3) component as a whole, the modifier says nothing more. */
function wholeComponent(modifier: string, indicator: string): boolean {
  return modifier === '26' ? indicator === '2' || indicator === '6' || indicator === '8' : indicator === '3';
}

/** Parts of the global package exist where a package does. */
function part(percent: number, { indicators }: RvuRow, modifier: string): number | ModifierShare {
  const hasPackage = indicators!.globalDays === '010' || indicators!.globalDays === '090';
  return hasPackage && percent > 0 ? percent * 100 : invalid(modifier);
}

function byIndicator(
  indicator: string,
  percent: number | undefined,
  meaning: { readonly permitted: string; readonly documented: string },
  modifier: string,
): number | ModifierShare {
  if (indicator === '9') return invalid(modifier);
  if (indicator === meaning.documented)
    return { outcome: 'pend', text: `modifier ${modifier} needs documentation for this procedure` };
  if (indicator !== meaning.permitted) return notPermitted(modifier);
  return percent ?? { outcome: 'pend', text: `the payer states no share for modifier ${modifier}` };
}

function invalid(modifier: string): ModifierShare {
  return { outcome: 'deny', clause: 'modifier', text: `modifier ${modifier} does not go with the procedure` };
}

function notPermitted(modifier: string): ModifierShare {
  return {
    outcome: 'deny',
    clause: 'not-permitted',
    text: `modifier ${modifier}: not paid for this procedure`,
  };
}

/** Whether the profile keeps this modifier from being ranked, e.g. 78 or a distinct session. */
export function isKeptApart(modifiers: readonly string[], rule: Rule): boolean {
  return modifiers.some((modifier) => wordSet(rule, 'unrankedModifiers').has(modifier));
}
