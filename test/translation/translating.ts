import { LoopsToX12 } from '../../src/translation/loops-to-x12.ts';
import { type TranslationOptions, Translator } from '../../src/translation/translator.ts';
import type { Finding } from '../../src/x12/finding.ts';
import { catalogue } from '../guide/guides.ts';

export interface Translation {
  readonly text: string;
  readonly findings: readonly Finding[];
}

export function translated(
  file: string | Buffer,
  options: Partial<TranslationOptions> = {},
  pieceBytes = Number.POSITIVE_INFINITY,
): Translation {
  const bytes = typeof file === 'string' ? Buffer.from(file, 'latin1') : file;
  const translator = new Translator({ guides: catalogue, file: 'a.x12', to: 'json', ...options });
  let text = '';
  for (let from = 0; from < bytes.length; from += pieceBytes) {
    text += translator.push(bytes.subarray(from, Math.min(bytes.length, from + pieceBytes)));
  }
  const end = translator.end();
  return { text: text + end.text, findings: end.findings };
}

export function back(json: string, pieceLength = Number.POSITIVE_INFINITY, recount = false) {
  const writer = new LoopsToX12({ file: 'a.json', recount });
  const pieces: Buffer[] = [];
  for (let from = 0; from < json.length; from += pieceLength) {
    pieces.push(writer.push(json.slice(from, Math.min(json.length, from + pieceLength))));
  }
  const { bytes, findings } = writer.end();
  return { text: Buffer.concat([...pieces, bytes]).toString('latin1'), findings };
}

export const codes = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code);
