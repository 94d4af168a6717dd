import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { validateFile } from '../../src/batch/validate-file.ts';
import { loadGuides } from '../../src/guide/guide-catalogue.ts';

const PROJECT = join(import.meta.dirname, '../..');
const guides = loadGuides(join(PROJECT, 'specs/guides'));

/** Segments of a story's 837 between ST and SE, each once by id and qualifier. */
function segmentsOf(story: string): { text: string; segments: readonly [name: string, index: number][] } {
  const folder = join(PROJECT, 'edi-samples/stories', story, 'in');
  const file = (readdirSync(folder, { recursive: true }) as string[]).find((name) => name.endsWith('.x12'))!;
  const text = readFileSync(join(folder, file), 'latin1');
  const found = new Map<string, number>();
  for (const [index, segment] of text.split('~').entries()) {
    const name = segment.trim().split('*').slice(0, 2).join('*');
    if (!/^(ISA|GS|ST|SE|GE|IEA|)\*|^$/.test(name) && !found.has(name)) found.set(name, index);
  }
  return { text, segments: [...found] };
}

const CASES = ['01-clean-professional', '04-inpatient'].flatMap((story) => {
  const { text, segments } = segmentsOf(story);
  return segments.map(([name, index]) => [story, name, index, text] as const);
});

test.each(CASES)(
  '%s: %s without data is one finding, and refuses its claim',
  async (_story, _name, index, text) => {
    const segments = text.split('~');
    for (const bare of ['', '**']) {
      const changed = [...segments];
      changed[index] = changed[index]!.replace(
        /[A-Z][A-Z0-9]+\*[\s\S]*/,
        (segment) => segment.slice(0, segment.indexOf('*')) + bare,
      );
      const bytes = Buffer.from(changed.join('~'), 'latin1');
      const { findings, claimsRead, claimsRefused } = await validateFile([bytes], 'x', {
        guides,
        receivedDate: '20251103',
      });
      expect(findings.map(({ code }) => code)).toEqual([
        expect.stringMatching(/^GUIDE-(ELEMENT-MISSING|QUALIFIER-UNKNOWN)$/),
      ]);
      expect([claimsRead, claimsRefused]).toEqual([0, 1]);
    }
  },
);
