import { join } from 'node:path';
import { type ValidateOptions, validateFile } from '../../src/batch/validate-file.ts';
import { loadSpecs } from '../../src/reference/load-specs.ts';
import { Fault } from '../../src/x12/fault.ts';
import { catalogue } from '../guide/guides.ts';

const { partners } = loadSpecs(join(import.meta.dirname, '../../specs'));
const OPTIONS: ValidateOptions = { guides: catalogue, receivedDate: '20251103', partner: partners[0]! };
const OUTCOMES = ['accepted', 'partly', 'rejected', 'unreadable'];

/**
 * What is promised of any byte string: reading it ends, with a result whose claims add up or with a fault that has a
 * code; the result does not depend on where the bytes were cut. Returns what is broken, '' when nothing is.
 */
export async function brokenPromise(bytes: Uint8Array, cutAt = bytes.length): Promise<string> {
  const whole = await outcomeOf([bytes]);
  if (whole.problem !== '') return whole.problem;
  const parts = [bytes.subarray(0, cutAt), bytes.subarray(cutAt)];
  const cut = await outcomeOf(parts);
  return cut.text === whole.text
    ? ''
    : `cut at ${cutAt} it reads otherwise: ${cut.text} instead of ${whole.text}`;
}

async function outcomeOf(chunks: readonly Uint8Array[]): Promise<{ problem: string; text: string }> {
  try {
    const { outcome, claimsSeen, claimsRead, claimsRefused, findings } = await validateFile(
      chunks,
      'fuzz.x12',
      OPTIONS,
    );
    const text = `${outcome} ${claimsSeen} ${claimsRead} ${claimsRefused} ${findings.map(({ code }) => code).join(' ')}`;
    if (!OUTCOMES.includes(outcome)) return { problem: `no outcome: ${outcome}`, text };
    if (claimsSeen !== claimsRead + claimsRefused) return { problem: `claims do not add up: ${text}`, text };
    return { problem: '', text };
  } catch (error) {
    if (error instanceof Fault) return { problem: '', text: `fault ${error.code}` };
    return {
      problem: `it threw ${error instanceof Error ? (error.stack ?? error.message) : 'something'}`,
      text: '',
    };
  }
}
