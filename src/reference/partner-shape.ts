import type { ElementShape } from './spec-shape.ts';

/** `specs/partners/*.xml`. */
export const PARTNER_SHAPE: ElementShape = {
  required: ['id', 'name', 'usage', 'payers'],
  optional: ['snipTypes', 'rejectSetOnClaimFault', 'duplicateLookBackDays', 'newlineAfterSegment'],
  children: {
    sender: {
      required: ['qualifier', 'interchangeId', 'applicationId'],
      optional: [],
      children: {},
      least: 1,
      most: 1,
    },
    receiver: {
      required: ['qualifier', 'interchangeId', 'applicationId'],
      optional: [],
      children: {},
      least: 1,
      most: 1,
    },
    answers: {
      required: ['ta1', 'functional999', 'claim277'],
      optional: [],
      children: {},
      least: 0,
      most: 1,
    },
    severity: {
      required: ['finding', 'is'],
      optional: [],
      children: {},
      least: 0,
      most: Number.POSITIVE_INFINITY,
    },
  },
};
