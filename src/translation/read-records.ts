import type { Claim } from '../claim/claim.ts';
import type { GuideCatalogue } from '../guide/guide-catalogue.ts';
import type { Finding } from '../x12/finding.ts';
import { InterchangeReader } from '../x12/reader.ts';
import { type BusinessHandler, BusinessReading } from './business-reading.ts';
import { type ByteSource, bytesOf, nameOf } from './byte-source.ts';
import { CLAIMS_PER_PART } from './limits.ts';
import type { AdviceHeader, AdviceTrailer, ClaimPayment, RemittanceAdvice } from './remittance-advice.ts';

export interface RecordOptions {
  readonly guides: GuideCatalogue;
  /** As places name it. Default: the last part of the path, '' for bytes and streams. */
  readonly file?: string;
  readonly signal?: AbortSignal;
  /** What is wrong with the envelope, what had no place, sets of another kind. Default: nobody is told. */
  readonly onFinding?: (finding: Finding) => void;
}

/** Claims of the 837 sets, one piece of the source at a time. */
export async function* claimsOf(source: ByteSource, options: RecordOptions): AsyncGenerator<Claim> {
  let claims: Claim[] = [];
  yield* records(
    source,
    options,
    {
      setStart: (_set, guide) => guide?.transactionSet === '837',
      claim: (claim) => claims.push(claim),
      finding: (finding) => options.onFinding?.(finding),
    },
    () => {
      const taken = claims;
      claims = [];
      return taken;
    },
  );
}

/** Remittances of the 835 sets; of a set over the limit, its parts. */
export async function* remittancesOf(
  source: ByteSource,
  options: RecordOptions,
  claimsPerPart = CLAIMS_PER_PART,
): AsyncGenerator<RemittanceAdvice> {
  const parts = new RemittanceParts(claimsPerPart, (finding) => options.onFinding?.(finding));
  yield* records(source, options, parts, () => parts.take());
}

async function* records<T>(
  source: ByteSource,
  options: RecordOptions,
  handler: BusinessHandler,
  take: () => readonly T[],
): AsyncGenerator<T> {
  const reading = new BusinessReading(options.guides, handler);
  const reader = new InterchangeReader(options.file ?? nameOf(source), reading);
  for await (const bytes of bytesOf(source, options.signal)) {
    reader.push(bytes);
    yield* take();
  }
  reader.end();
  yield* take();
}

class RemittanceParts implements BusinessHandler {
  readonly #claimsPerPart: number;
  readonly #tell: (finding: Finding) => void;
  #ready: RemittanceAdvice[] = [];
  #header: AdviceHeader | undefined;
  #claims: ClaimPayment[] = [];
  #part = 1;

  constructor(claimsPerPart: number, tell: (finding: Finding) => void) {
    this.#claimsPerPart = claimsPerPart;
    this.#tell = tell;
  }

  take(): readonly RemittanceAdvice[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  setStart({ id }: { readonly id: string }): boolean {
    return id === '835';
  }

  header(header: AdviceHeader): void {
    this.#header = header;
    this.#part = 1;
  }

  claimPayment(claim: ClaimPayment): void {
    if (this.#claims.length === this.#claimsPerPart) this.#give(undefined);
    this.#claims.push(claim);
  }

  trailer(trailer: AdviceTrailer): void {
    this.#give(trailer);
  }

  finding(finding: Finding): void {
    this.#tell(finding);
  }

  #give(trailer: AdviceTrailer | undefined): void {
    const claims = this.#claims;
    this.#claims = [];
    const isLastPart = trailer !== undefined;
    this.#ready.push({ ...this.#header!, part: this.#part, isLastPart, claims, ...trailer });
    this.#part += 1;
  }
}
