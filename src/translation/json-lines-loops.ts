import type { TranslatedSegment } from './element-content.ts';
import { segmentJson } from './json-text.ts';
import type { TextSink } from './text-sink.ts';
import type { ContainerKind, Members, TreeWriter } from './tree-writer.ts';

interface Container {
  readonly kind: ContainerKind;
  readonly members: Members;
}

/**
 * The `loops` view as JSON lines: a line for each unit (envelope segment, header, HL, claim, trailer) with where it
 * stands in `in`. The segments of all lines together are those of the document. Findings are the caller's to tell.
 */
export class JsonLinesLoops implements TreeWriter {
  readonly #sink: TextSink;
  readonly #stack: Container[] = [];
  /** Containers that were open when the line began; -1: no line is open. */
  #base = -1;
  /** Per list open in this line: nothing stands in it yet. */
  #isEmpty: boolean[] = [];

  constructor(sink: TextSink) {
    this.#sink = sink;
  }

  open(kind: ContainerKind, members: Members, list: string): void {
    if (kind === 'loop') {
      this.#next();
      this.#sink.write(`{${JSON.stringify(members).slice(1, -1)},${JSON.stringify(list)}:[`);
      this.#isEmpty.push(true);
    } else this.unit();
    this.#stack.push({ kind, members });
  }

  segment(segment: TranslatedSegment): void {
    this.#next();
    this.#sink.write(segmentJson(segment));
  }

  record(): void {}

  close(): void {
    if (this.#base >= 0 && this.#stack.length > this.#base) {
      this.#isEmpty.pop();
      this.#sink.write(']}');
    } else this.unit();
    this.#stack.pop();
  }

  unit(): void {
    if (this.#base < 0) return;
    this.#sink.write(`${']}'.repeat(this.#isEmpty.length)}\n`);
    this.#base = -1;
    this.#isEmpty = [];
  }

  end(): void {
    this.unit();
  }

  #next(): void {
    if (this.#base < 0) {
      this.#sink.write(`{"in":${JSON.stringify(this.#standing())},"content":[`);
      this.#base = this.#stack.length;
      this.#isEmpty = [false];
      return;
    }
    const top = this.#isEmpty.length - 1;
    if (!this.#isEmpty[top]) this.#sink.write(',');
    this.#isEmpty[top] = false;
  }

  #standing(): Members {
    const loops: unknown[] = [];
    const standing: Record<string, unknown> = {};
    for (const { kind, members } of this.#stack) {
      if (kind === 'loop') loops.push(members.loop);
      else Object.assign(standing, members);
    }
    return loops.length === 0 ? standing : { ...standing, loops };
  }
}
