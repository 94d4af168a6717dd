import type { Finding } from '../x12/finding.ts';
import type { TranslatedSegment } from './element-content.ts';
import { segmentJson } from './json-text.ts';
import type { TextSink } from './text-sink.ts';
import type { ContainerKind, Members, TreeWriter } from './tree-writer.ts';

/** One JSON document: `{"format":…,"version":…,"interchanges":[…],"findings":[…]}`, a line for each thing in it. */
export class JsonWriter implements TreeWriter {
  readonly #sink: TextSink;
  /** Per open list: nothing stands in it yet. The first is the list of interchanges. */
  readonly #isEmpty: boolean[] = [true];

  constructor(sink: TextSink, format: string, version: number) {
    this.#sink = sink;
    sink.write(`{"format":${JSON.stringify(format)},"version":${version},"interchanges":[`);
  }

  open(_kind: ContainerKind, members: Members, list: string): void {
    this.#next();
    const known = JSON.stringify(members).slice(1, -1);
    this.#sink.write(`{${known}${known === '' ? '' : ','}${JSON.stringify(list)}:[`);
    this.#isEmpty.push(true);
  }

  segment(segment: TranslatedSegment): void {
    this.#next();
    this.#sink.write(segmentJson(segment));
  }

  record(_kind: string, value: Members): void {
    this.#next();
    this.#sink.write(JSON.stringify(value));
  }

  close(members: Members = {}): void {
    this.#isEmpty.pop();
    const rest = JSON.stringify(members).slice(1, -1);
    this.#sink.write(`]${rest === '' ? '' : ','}${rest}}`);
  }

  unit(): void {}

  end(findings: readonly Finding[]): void {
    this.#sink.write(`],\n"findings":[`);
    this.#isEmpty[0] = true;
    for (const finding of findings) this.record('finding', finding as unknown as Members);
    this.#sink.write(']}\n');
  }

  #next(): void {
    const top = this.#isEmpty.length - 1;
    this.#sink.write(this.#isEmpty[top] ? '\n' : ',\n');
    this.#isEmpty[top] = false;
  }
}
