import type { GuideCatalogue } from '../guide/guide-catalogue.ts';
import { Fault } from '../x12/fault.ts';
import type { Finding } from '../x12/finding.ts';
import type { Place } from '../x12/place.ts';
import { InterchangeReader, type ReadOutcome } from '../x12/reader.ts';
import { type BusinessHandler, BusinessReading } from './business-reading.ts';
import { ClaimsView } from './claims-view.ts';
import { FindingList } from './finding-list.ts';
import { JsonLinesLoops } from './json-lines-loops.ts';
import { JsonLinesRecords } from './json-lines-records.ts';
import { JsonWriter } from './json-writer.ts';
import { LineRowsView } from './line-rows-view.ts';
import { LoopsView } from './loops-view.ts';
import { RawWindow } from './raw-window.ts';
import { RemittancesView } from './remittances-view.ts';
import { TextSink } from './text-sink.ts';
import { translationFinding } from './translation-findings.ts';
import type { TreeWriter } from './tree-writer.ts';
import { XmlWriter } from './xml-writer.ts';

/** `loops`: every segment under its loop. `claims`: 837 in business terms. `remittances`: 835 in business terms. */
export type TranslationView = 'loops' | 'claims' | 'remittances';

export interface TranslationOptions {
  readonly guides: GuideCatalogue;
  /** As findings name it. */
  readonly file: string;
  /** `jsonl`: a JSON text on every line, findings left to the caller. */
  readonly to: 'json' | 'jsonl' | 'xml' | 'csv';
  /** Default `loops`. CSV has one of its own: a row for each service line, of 837 or 835, whichever comes first. */
  readonly view?: TranslationView;
  /** `loops` only: the guide's name beside every element. Default false. */
  readonly elementNames?: boolean;
  /** CSV only: cells that a spreadsheet would calculate stay as they are. Default false. */
  readonly rawCells?: boolean;
}

/** Version of the documents: `specs/schemas/FORMAT.schema.json` describes it. */
const VERSION = 1;

/** What the sides of a translation share: told what the reader tells, it writes; ended after the reader. */
interface Translated {
  readonly handler: ConstructorParameters<typeof InterchangeReader>[1];
  end(): void;
  /** Where the reading is. */
  place(): Place;
}

/**
 * X12 in, text out: `push` bytes cut anywhere and take the text that came of them, then `end`. Memory does not grow
 * with the file: an open claim, the open parents, and the findings (up to their limit) are all that is held.
 */
export class Translator {
  readonly #reader: InterchangeReader;
  readonly #raw = new RawWindow();
  readonly #sink = new TextSink();
  readonly #list = new FindingList();
  readonly #translated: Translated;
  readonly #writer: TreeWriter | undefined;
  readonly #keepsRaw: boolean;

  constructor(options: TranslationOptions) {
    const view = options.view ?? 'loops';
    this.#keepsRaw = options.to !== 'csv' && view === 'loops';
    this.#writer = options.to === 'csv' ? undefined : this.#writerFor(options, view);
    this.#translated = this.#translatedFor(options, view);
    this.#reader = new InterchangeReader(options.file, this.#translated.handler);
  }

  /** The findings so far, up to their limit. */
  get findings(): readonly Finding[] {
    return this.#list.findings;
  }

  push(bytes: Uint8Array): string {
    if (this.#keepsRaw) this.#raw.append(bytes);
    this.#reader.push(bytes);
    return this.#sink.take();
  }

  end(): { text: string; findings: readonly Finding[]; outcome: ReadOutcome } {
    const outcome = this.#reader.end();
    this.#translated.end();
    this.#writer?.end(this.#list.findings);
    return { text: this.#sink.take(), findings: this.#list.findings, outcome };
  }

  #writerFor({ to }: TranslationOptions, view: TranslationView): TreeWriter {
    const format = `x12-remit-${view}`;
    if (to === 'json') return new JsonWriter(this.#sink, format, VERSION);
    if (to === 'jsonl') {
      return view === 'loops' ? new JsonLinesLoops(this.#sink) : new JsonLinesRecords(this.#sink);
    }
    return new XmlWriter(this.#sink, format, VERSION, () => {
      this.#list.add(translationFinding('TRANSLATE-CHARACTER', this.#translated.place()));
    });
  }

  #translatedFor(options: TranslationOptions, view: TranslationView): Translated {
    const tell = (finding: Finding) => this.#list.add(finding);
    const { guides } = options;
    const writer = this.#writer;
    if (writer === undefined) {
      const rows = new LineRowsView(this.#sink, tell, options.rawCells ?? false);
      return businessOf(guides, rows);
    }
    switch (view) {
      case 'loops': {
        const elementNames = options.elementNames ?? false;
        const loops = new LoopsView(writer, this.#raw, tell, { guides, elementNames });
        return { handler: loops, end: () => loops.end(), place: () => loops.place };
      }
      case 'claims':
        return businessOf(guides, new ClaimsView(writer, tell));
      case 'remittances':
        return businessOf(guides, new RemittancesView(writer, tell));
      default:
        throw unknownView(view);
    }
  }
}

function businessOf(guides: GuideCatalogue, handler: BusinessHandler): Translated {
  const reading = new BusinessReading(guides, handler);
  return { handler: reading, end: () => {}, place: () => reading.place };
}

function unknownView(view: never): Fault {
  return new Fault({
    code: 'TRANSLATE-VIEW',
    message: `There is no view "${String(view)}".`,
    hint: 'The views are loops, claims and remittances.',
    exitCode: 2,
  });
}
