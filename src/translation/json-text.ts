import type { ElementContent, Repetition, TranslatedSegment } from './element-content.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what JSON escapes
const ESCAPED = /["\\\u0000-\u001f]/;

export function jsonString(text: string): string {
  return ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;
}

const keys = new Map<string, string[]>();
/** Ids come from the file: a hostile one must not fill the memory. */
const KEPT_IDS = 512;

/** `"CLM05":`, kept for the next segment of the same id. */
function keyOf(id: string, n: number): string {
  let known = keys.get(id);
  if (known === undefined) {
    known = [];
    if (keys.size < KEPT_IDS) keys.set(id, known);
  }
  return (known[n] ??= `${jsonString(elementKey(id, n))}:`);
}

/** `CLM05`. */
export function elementKey(id: string, n: number): string {
  return `${id}${n < 10 ? '0' : ''}${n}`;
}

/** One segment of the `loops` view. An empty element is left out; an empty last one is kept, so that nothing is lost. */
export function segmentJson(segment: TranslatedSegment): string {
  const { id, name, elements, layout } = segment;
  let json = `{"segment":${jsonString(id)}`;
  if (name !== '') json += `,"name":${jsonString(name)}`;
  if (!segment.placed) json += ',"placed":false';
  if (layout !== undefined) json += `,${JSON.stringify(layout).slice(1, -1)}`;
  json += ',"elements":{';
  let separator = '';
  for (let index = 0; index < elements.length; index += 1) {
    const content = elements[index]!;
    if (content === '' && index < elements.length - 1) continue;
    json += separator + keyOf(id, index + 1) + contentJson(content);
    separator = ',';
  }
  json += '}';
  if (segment.elementNames !== undefined) json += namesJson(segment, segment.elementNames);
  return `${json}}`;
}

function namesJson({ id, elements }: TranslatedSegment, names: readonly string[]): string {
  const parts: string[] = [];
  elements.forEach((content, index) => {
    const name = names[index] ?? '';
    if (content !== '' && name !== '') parts.push(keyOf(id, index + 1) + jsonString(name));
  });
  return `,"names":{${parts.join(',')}}`;
}

function contentJson(content: ElementContent): string {
  if (typeof content === 'string') return jsonString(content);
  if ('repetitions' in content) return `{"repetitions":[${content.repetitions.map(partJson).join(',')}]}`;
  return partJson(content);
}

function partJson(part: Repetition): string {
  return typeof part === 'string' ? jsonString(part) : `[${part.map(jsonString).join(',')}]`;
}
