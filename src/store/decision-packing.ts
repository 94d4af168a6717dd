import type { Decision } from '../adjudication/decision.ts';
import type { DecisionPacking } from './store.ts';

/** JSON in UTF-8: the body can be read with any tool, and packing costs less than writing the row. */
export const jsonPacking: DecisionPacking = {
  pack: (decision) => Buffer.from(JSON.stringify(decision), 'utf8'),
  unpack: (body) =>
    JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8')) as Decision,
};
