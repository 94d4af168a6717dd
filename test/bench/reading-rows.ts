import { readFileSync } from 'node:fs';
import type { Truth } from './generate-837.ts';
import { generatedFile } from './generated-file.ts';
import { type Measured, measure, medianRatio, type Subject } from './measure.ts';
import {
  type Chunks,
  chunksOf,
  fullChecking,
  nodeX12Parse,
  nodeX12Stream,
  type Seen,
  scan,
  tokenizeAndEnvelope,
  typedClaims,
  x12ParserClaims,
} from './reading-subjects.ts';
import type { Row } from './row.ts';

/** node-x12 needs some 70 bytes of heap per input byte: what its DOM can hold, and what peers are given of the rest. */
const HELD_MEGABYTES = 5;
const HELD_SHARE = 0.2;
const MEGABYTE = 1e6;
/** More claims than any generated file has: one set holds them all. */
const ONE_SET = 1_000_000_000;

interface Input {
  readonly bytes: number;
  readonly chunks: Chunks;
  readonly truth: Truth;
}

/** Reading and checking against a bare scan of the same chunks, and against other parsers. */
export async function readingRows(
  megabytes: number,
  rounds: number,
): Promise<{ rows: readonly Row[]; measured: readonly Measured[] }> {
  const professional = load('P', megabytes);
  const institutional = load('I', megabytes);
  const oneSet = load('P', megabytes, ONE_SET);
  const held = load('P', Math.min(HELD_MEGABYTES, megabytes * HELD_SHARE));
  // The peers come last, in rounds of their own: their garbage is not ours to collect.
  const own = await measure(
    [
      subject('scan', professional, scan),
      subject('tokenize + envelope', professional, tokenizeAndEnvelope),
      subject('typed claims', professional, typedClaims),
      subject('typed claims, 837I', institutional, typedClaims),
      subject('typed claims, one set', oneSet, typedClaims),
      subject('full checking', professional, fullChecking),
      subject('full checking, 837I', institutional, fullChecking),
    ],
    rounds,
  );
  const peers = await measure(
    [
      subject('typed claims beside peers', professional, typedClaims),
      subject('node-x12 stream', held, nodeX12Stream),
      subject('node-x12 parse()', held, nodeX12Parse),
      subject('x12-parser, grouper', held, x12ParserClaims),
    ],
    rounds,
  );
  const measured = [...own, ...peers];
  const ratio = (one: string, other: string): number => {
    const find = (name: string): Measured => measured.find((each) => each.name === name)!;
    return medianRatio(find(one), find(other));
  };
  const beside = 'typed claims beside peers';
  const rows: Row[] = [
    {
      name: 'tokenize + envelope',
      against: 'a bare scan for the terminator',
      measured: ratio('tokenize + envelope', 'scan'),
      unit: '%',
      must: 0.3,
      aim: 0.45,
    },
    {
      name: 'typed claims',
      against: 'a bare scan for the terminator',
      measured: ratio('typed claims', 'scan'),
      unit: '%',
      must: 0.18,
      aim: 0.25,
    },
    {
      name: 'typed claims',
      against: "node-x12's segment stream",
      measured: ratio(beside, 'node-x12 stream'),
      unit: 'x',
      must: 5,
      aim: 7,
    },
    {
      name: 'typed claims',
      against: 'x12-parser with its grouper',
      measured: ratio(beside, 'x12-parser, grouper'),
      unit: 'x',
      must: 15,
      aim: 20,
    },
    {
      name: 'typed claims',
      against: "node-x12's parse()",
      measured: ratio(beside, 'node-x12 parse()'),
      unit: 'x',
      must: 40,
    },
    {
      name: 'typed claims, 837I',
      against: '837P',
      measured: ratio('typed claims, 837I', 'typed claims'),
      unit: '%',
      must: 0.9,
    },
    {
      name: 'typed claims, one set',
      against: 'sets of 100 claims',
      measured: ratio('typed claims, one set', 'typed claims'),
      unit: '%',
      must: 0.95,
    },
    {
      name: 'full checking, time',
      against: 'reading the claims',
      measured: ratio('typed claims', 'full checking'),
      unit: 'x',
      must: 2.5,
      aim: 1.6,
      isCeiling: true,
    },
    {
      name: 'full checking, time, 837I',
      against: 'reading the claims',
      measured: ratio('typed claims, 837I', 'full checking, 837I'),
      unit: 'x',
      must: 2.5,
      aim: 1.6,
      isCeiling: true,
    },
  ];
  return { rows, measured };
}

function load(type: 'P' | 'I', megabytes: number, claimsPerSet?: number): Input {
  const { path, truth } = generatedFile(type, megabytes, claimsPerSet);
  const bytes = readFileSync(path);
  return { bytes: bytes.length, chunks: chunksOf(bytes), truth };
}

function subject(
  name: string,
  { bytes, chunks, truth }: Input,
  run: (chunks: Chunks) => Seen | Promise<Seen>,
): Subject {
  return {
    name,
    size: bytes / MEGABYTE,
    run: async () => {
      const seen = await run(chunks);
      for (const [key, value] of Object.entries(seen)) {
        if (value !== truth[key as keyof Seen]) throw new Error(`${name}: ${key} is ${value}`);
      }
    },
  };
}
