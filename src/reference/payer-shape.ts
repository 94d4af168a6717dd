import type { ElementShape } from './spec-shape.ts';

const MANY = Number.POSITIVE_INFINITY;

/** `specs/payers/*.xml`. */
export const PAYER_SHAPE: ElementShape = {
  required: ['id', 'name', 'taxId', 'timeZone', 'payWeekday', 'source'],
  optional: ['naic'],
  children: {
    payerId: { required: ['value'], optional: [], children: {}, least: 1, most: MANY },
    receiverId: { required: ['value'], optional: [], children: {}, least: 1, most: MANY },
    address: {
      required: ['line1', 'city', 'state', 'postalCode'],
      optional: ['line2', 'country'],
      children: {},
      least: 1,
      most: 1,
    },
    contact: {
      required: ['function', 'name', 'qualifier', 'number'],
      optional: [],
      children: {},
      least: 1,
      most: MANY,
    },
    bank: { required: ['routing', 'account'], optional: [], children: {}, least: 1, most: 1 },
    localities: {
      required: ['default'],
      optional: [],
      children: {
        locality: { required: ['id', 'postalCodes'], optional: [], children: {}, least: 0, most: MANY },
      },
      least: 1,
      most: 1,
    },
    plan: {
      required: [
        'id',
        'lineOfBusiness',
        'claimFilingIndicator',
        'individualDeductible',
        'familyDeductible',
        'individualOutOfPocket',
        'familyOutOfPocket',
      ],
      optional: [],
      children: {
        benefit: {
          required: ['category', 'copay', 'coinsurance', 'deductible'],
          optional: ['visits'],
          children: {},
          least: 1,
          most: MANY,
        },
      },
      least: 1,
      most: MANY,
    },
    rule: {
      required: ['id', 'standing', 'title', 'section'],
      optional: ['kind', 'reason', 'from', 'to'],
      children: {
        parameter: { required: ['name', 'value'], optional: [], children: {}, least: 0, most: MANY },
        disposition: {
          required: ['outcome'],
          optional: ['clause', 'group', 'carc', 'remarks', 'stc', 'ta1'],
          children: {},
          least: 0,
          most: MANY,
        },
      },
      least: 1,
      most: MANY,
    },
  },
};
