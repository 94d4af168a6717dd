import type { Finding } from '../x12/finding.ts';
import type { ReadOutcome } from '../x12/reader.ts';
import { type ByteSource, bytesOf } from './byte-source.ts';
import { LoopsToX12, type ToX12Options } from './loops-to-x12.ts';
import { type TranslationOptions, Translator } from './translator.ts';

/** Takes what was written; the next is made when it has. */
export type Output<T> = (piece: T) => void | Promise<void>;

/**
 * Translates a stream of X12 into a stream of text.
 *
 * @param write awaited for each piece: back-pressure is its business
 * @returns what could not be translated, up to 10,000; a JSON or XML document lists the same at its end
 */
export async function translate(
  source: ByteSource,
  write: Output<string>,
  options: TranslationOptions,
  signal?: AbortSignal,
): Promise<{ findings: readonly Finding[]; outcome: ReadOutcome }> {
  const translator = new Translator(options);
  for await (const bytes of bytesOf(source, signal)) {
    const text = translator.push(bytes);
    if (text !== '') await write(text);
  }
  const { text, findings, outcome } = translator.end();
  await write(text);
  return { findings, outcome };
}

/**
 * Writes a stream of `loops` JSON, a document or lines, back as X12.
 *
 * @throws Fault `TRANSLATE-JSON`, `TRANSLATE-NO-SEGMENTS`
 */
export async function translateToX12(
  source: ByteSource,
  write: Output<Uint8Array>,
  options: ToX12Options,
  signal?: AbortSignal,
): Promise<{ findings: readonly Finding[] }> {
  const back = new LoopsToX12(options);
  const decoder = new TextDecoder('utf-8');
  for await (const bytes of bytesOf(source, signal)) {
    const x12 = back.push(decoder.decode(bytes, { stream: true }));
    if (x12.length > 0) await write(x12);
  }
  const last = back.push(decoder.decode());
  const { bytes, findings } = back.end();
  await write(Buffer.concat([last, bytes]));
  return { findings };
}
