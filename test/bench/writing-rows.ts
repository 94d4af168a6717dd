import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { InterchangeReader } from '../../src/x12/reader.ts';
import type { Segment } from '../../src/x12/segment.ts';
import { type ElementValue, SegmentWriter } from '../../src/x12/segment-writer.ts';
import { measure, medianRatio } from './measure.ts';
import type { Row } from './row.ts';

const SAMPLE = fileURLToPath(
  new URL(
    '../../edi-samples/stories/02-several-lines-one-denied/expected/harborclear/' +
      'harborclear_835_000000003_20251104T040000Z.x12',
    import.meta.url,
  ),
);

interface Call {
  readonly id: string;
  readonly elements: readonly ElementValue[];
}

/** The writer of the 835 against arrays that are joined: the same segments, the same bytes. */
export async function writingRows(megabytes: number, rounds: number): Promise<readonly Row[]> {
  const calls = callsOf(readFileSync(SAMPLE));
  const times = Math.ceil((megabytes * 1e6) / joined(calls, 1).length);
  const bytes = written(calls, times);
  if (!bytes.equals(joined(calls, times))) throw new Error('the two writers differ');
  const size = bytes.length / 1e6;
  const [own, join] = await measure(
    [
      { name: 'writer', size, run: () => written(calls, times) },
      { name: 'array join', size, run: () => joined(calls, times) },
    ],
    rounds,
  );
  return [
    {
      name: '835 writing',
      against: 'arrays joined to the same bytes',
      measured: medianRatio(own!, join!),
      unit: 'x',
      must: 2,
      aim: 2.8,
    },
  ];
}

function written(calls: readonly Call[], times: number): Buffer {
  const writer = new SegmentWriter();
  const parts: Buffer[] = [];
  for (let time = 0; time < times; time += 1) {
    for (const { id, elements } of calls) writer.segment(id, ...elements);
    if (writer.lengthBytes > 0 && time % 64 === 63) parts.push(writer.take());
  }
  parts.push(writer.take());
  return Buffer.concat(parts);
}

function joined(calls: readonly Call[], times: number): Buffer {
  const segments: string[] = [];
  for (let time = 0; time < times; time += 1) {
    for (const { id, elements } of calls) {
      const texts = elements.map((element) =>
        element === undefined ? '' : typeof element === 'string' ? element : element.join(':'),
      );
      segments.push([id, ...texts].join('*'));
    }
  }
  return Buffer.from(`${segments.join('~')}~`, 'latin1');
}

/** The segments of the sets of a file, as one would ask a writer for them. */
function callsOf(bytes: Buffer): Call[] {
  const calls: Call[] = [];
  const none = (): void => {};
  const segment = (read: Segment): void => {
    const elements = Array.from({ length: read.elementCount }, (_, index): ElementValue => {
      const count = read.componentCount(index + 1);
      if (count === 0) return undefined;
      if (count === 1) return read.element(index + 1);
      return Array.from({ length: count }, (__, at) => read.component(index + 1, at + 1));
    });
    calls.push({ id: read.id, elements });
  };
  const reader = new InterchangeReader('bench', {
    interchangeStart: none,
    groupStart: none,
    setStart: none,
    segment,
    setEnd: none,
    groupEnd: none,
    interchangeEnd: none,
    finding: none,
  });
  reader.push(bytes);
  reader.end();
  return calls;
}
