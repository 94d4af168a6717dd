export { amount } from './amount.ts';
export { cleanText } from './clean-text.ts';
export {
  EnvelopeWriter,
  type GroupFields,
  type InterchangeFields,
  type Ta1Fields,
} from './envelope-writer.ts';
export {
  CUSTOMARY_DELIMITERS,
  type ElementValue,
  SegmentWriter,
  type WriterOptions,
} from './segment-writer.ts';
