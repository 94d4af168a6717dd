import type { Claim } from '../claim/claim.ts';
import { ClaimBuilder } from '../claim/claim-builder.ts';
import { OTHER, roleOf } from '../claim/loop-role.ts';
import type { Guide } from '../guide/guide.ts';
import type { GuideCatalogue } from '../guide/guide-catalogue.ts';
import { Walker } from '../guide/walker.ts';
import { parseAmountCents } from '../x12/amount.ts';
import type { Finding } from '../x12/finding.ts';
import type { Place } from '../x12/place.ts';
import { placeOfSet } from '../x12/place-of-set.ts';
import type { FunctionalGroup, Interchange, InterchangeHandler, TransactionSet } from '../x12/reader.ts';
import { type Segment, tagOf } from '../x12/segment.ts';
import { PlaceMark } from './place-mark.ts';
import type { AdviceHeader, AdviceTrailer, ClaimPayment } from './remittance-advice.ts';
import { RemittanceBuilder } from './remittance-builder.ts';
import { translationFinding } from './translation-findings.ts';

/** What a file says in business terms, in its order. */
export interface BusinessHandler {
  interchangeStart?(interchange: Interchange): void;
  interchangeEnd?(interchange: Interchange): void;
  /** False: what the set holds is not wanted. */
  setStart(set: TransactionSet, guide: Guide | undefined): boolean;
  setEnd?(set: TransactionSet): void;
  claim?(claim: Claim): void;
  header?(header: AdviceHeader): void;
  claimPayment?(claim: ClaimPayment): void;
  trailer?(trailer: AdviceTrailer): void;
  finding(finding: Finding): void;
}

const CLM = tagOf('CLM');
const CLP = tagOf('CLP');
const SV1 = tagOf('SV1');
const SV2 = tagOf('SV2');

/** Reads 837 and 835 sets into claims and payments; every segment that had no place, and was left out, is a finding. */
export class BusinessReading implements InterchangeHandler {
  readonly #guides: GuideCatalogue;
  readonly #handler: BusinessHandler;
  readonly #walkers = new Map<Guide, Walker>();
  readonly #at = new PlaceMark();
  #file = '';
  #walker: Walker | undefined;
  #claims: ClaimBuilder | undefined;
  #remittance: RemittanceBuilder | undefined;

  constructor(guides: GuideCatalogue, handler: BusinessHandler) {
    this.#guides = guides;
    this.#handler = handler;
  }

  /** Of the segment read last. */
  get place(): Place {
    return this.#at.place;
  }

  interchangeStart(interchange: Interchange): void {
    this.#file = interchange.file;
    this.#handler.interchangeStart?.(interchange);
  }

  groupStart(): void {}

  setStart(set: TransactionSet): void {
    const guide = this.#guides.find(set.id, set.implementation || set.group.version);
    this.#walker = undefined;
    this.#claims = undefined;
    this.#remittance = undefined;
    if (!this.#handler.setStart(set, guide)) {
      this.#handler.finding(translationFinding('TRANSLATE-SET-NOT-IN-VIEW', placeOfSet(set)));
      return;
    }
    if (guide === undefined) {
      this.#handler.finding(translationFinding('TRANSLATE-SET-UNKNOWN', placeOfSet(set)));
    } else this.#walker = this.#walkerOf(guide, set);
    if (set.id === '835') this.#remittance = new RemittanceBuilder(set, this.#eventsOf());
    else if (guide?.transactionSet === '837') this.#claims = this.#claimBuilder(set, guide);
  }

  segment(segment: Segment, set: TransactionSet): void {
    this.#at.move(segment, set);
    const step = this.#walker?.step(segment);
    if (step !== undefined && step.node === -1) for (const each of step.findings) this.#handler.finding(each);
    this.#claims?.segment(segment, step === undefined || step.node === -1 ? OTHER : roleOf(step.loopId));
    this.#remittance?.segment(segment);
    if (this.#claims !== undefined) this.#checkCharge(segment);
  }

  setEnd(set: TransactionSet): void {
    this.#claims?.end(set.offsetBytes + set.lengthBytes);
    this.#remittance?.end();
    this.#claims = undefined;
    this.#remittance = undefined;
    this.#handler.setEnd?.(set);
  }

  groupEnd(_group: FunctionalGroup): void {}

  interchangeEnd(interchange: Interchange): void {
    this.#handler.interchangeEnd?.(interchange);
  }

  finding(finding: Finding): void {
    this.#handler.finding(finding);
  }

  stray(segment: Segment): void {
    if (segment.tag !== CLM && segment.tag !== CLP) return;
    const { offsetBytes, lengthBytes, line, id: segmentId } = segment;
    const file = this.#file;
    this.#handler.finding(
      translationFinding('TRANSLATE-CLAIM-OUTSIDE', { file, offsetBytes, lengthBytes, line, segmentId }),
    );
  }

  /** CLM02, SV102, SV203: a claim leaves out a charge that is no number. */
  #checkCharge(segment: Segment): void {
    const { tag } = segment;
    if (tag !== CLM && tag !== SV1 && tag !== SV2) return;
    const n = tag === SV2 ? 3 : 2;
    if (!segment.isPresent(n) || parseAmountCents(segment.element(n)) !== undefined) return;
    this.#handler.finding(this.#amountFinding());
  }

  #amountFinding(): Finding {
    return translationFinding('TRANSLATE-AMOUNT', this.#at.place);
  }

  #eventsOf(): ConstructorParameters<typeof RemittanceBuilder>[1] {
    const handler = this.#handler;
    return {
      header: (header) => handler.header?.(header),
      claim: (claim) => handler.claimPayment?.(claim),
      trailer: (trailer) => handler.trailer?.(trailer),
      unreadableAmount: () => handler.finding(this.#amountFinding()),
    };
  }

  #claimBuilder({ group, controlNumber }: TransactionSet, guide: Guide): ClaimBuilder {
    const { interchange } = group;
    return new ClaimBuilder(
      {
        file: interchange.file,
        interchangeControlNumber: interchange.controlNumber,
        groupControlNumber: group.controlNumber,
        setControlNumber: controlNumber,
        guideId: guide.id,
        delimiters: interchange.delimiters,
      },
      (claim) => this.#handler.claim?.(claim),
    );
  }

  #walkerOf(guide: Guide, set: TransactionSet): Walker {
    const walker = this.#walkers.get(guide) ?? new Walker(guide);
    this.#walkers.set(guide, walker);
    const { group } = set;
    walker.reset({
      file: group.interchange.file,
      interchange: group.interchange.controlNumber,
      group: group.controlNumber,
      set: set.controlNumber,
    });
    return walker;
  }
}
