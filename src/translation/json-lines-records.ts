import type { TextSink } from './text-sink.ts';
import type { ContainerKind, Members, TreeWriter } from './tree-writer.ts';

/** A business view as JSON lines: a line for each interchange, set and record, told apart by `record`. */
export class JsonLinesRecords implements TreeWriter {
  readonly #sink: TextSink;
  readonly #kinds: ContainerKind[] = [];

  constructor(sink: TextSink) {
    this.#sink = sink;
  }

  open(kind: ContainerKind, members: Members): void {
    this.#kinds.push(kind);
    this.record(kind, members);
  }

  segment(): void {}

  record(kind: string, value: Members): void {
    this.#sink.write(`${JSON.stringify({ record: kind, ...value })}\n`);
  }

  close(members?: Members): void {
    const kind = this.#kinds.pop();
    if (members !== undefined && kind !== undefined) this.record(`${kind} end`, members);
  }

  unit(): void {}

  end(): void {}
}
