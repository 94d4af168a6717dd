import type { XmlElement } from '../guide/xml.ts';
import { AttributeReader } from './attribute-reader.ts';
import type { CategoryBenefit, LineOfBusiness, PlanBenefits } from './plan.ts';
import { elementPath } from './spec-shape.ts';

export const LINES_OF_BUSINESS: readonly LineOfBusiness[] = [
  'commercial',
  'medicare-advantage',
  'medicaid',
  'self-funded',
  'fep',
];
/** What CLP06 of an 835 takes: fewer than SBR09 of an 837. */
const FILING_INDICATORS = '12 13 14 15 16 17 AM CH DS HM LM MA MB MC OF TV VA WC ZZ'.split(' ');
const WHOLE_BASIS_POINTS = 10_000;

/** One `<plan>`. Money is written in dollars, coinsurance in percent. */
export function readPlan(element: XmlElement, file: string, path: string, problems: string[]): PlanBenefits {
  const read = new AttributeReader(element, file, path, problems);
  const categories: CategoryBenefit[] = [];
  for (const child of element.children) {
    if (child.name !== 'benefit') continue;
    const reader = new AttributeReader(child, file, elementPath(path, child), problems);
    const category = reader.pattern('category', /^[a-z]+(-[a-z]+)*$/, 'a category name in small letters');
    if (categories.some((known) => known.category === category)) reader.problem('the category stands twice');
    const coinsuranceBasisPoints = reader.scaled('coinsurance', 2);
    if (coinsuranceBasisPoints > WHOLE_BASIS_POINTS) reader.problem('coinsurance is above 100 percent');
    const visits = reader.text('visits');
    if (visits !== '') reader.pattern('visits', /^[1-9]\d{0,2}$/, 'a number of visits');
    categories.push({
      category,
      copayCents: reader.scaled('copay', 2),
      coinsuranceBasisPoints,
      deductibleApplies: reader.flag('deductible', false),
      ...(visits !== '' && { visits: Number(visits) }),
    });
  }
  return {
    id: read.pattern('id', /^[A-Z0-9]+(-[A-Z0-9]+)*$/, 'a plan id in capital letters and digits'),
    lineOfBusiness: read.oneOf('lineOfBusiness', LINES_OF_BUSINESS, 'commercial'),
    claimFilingIndicator: read.oneOf('claimFilingIndicator', FILING_INDICATORS, 'ZZ'),
    individualDeductibleCents: read.scaled('individualDeductible', 2),
    familyDeductibleCents: read.scaled('familyDeductible', 2),
    individualOutOfPocketCents: read.scaled('individualOutOfPocket', 2),
    familyOutOfPocketCents: read.scaled('familyOutOfPocket', 2),
    categories,
  };
}
