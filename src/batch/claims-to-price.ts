import type { ReviewDecision } from '../adjudication/review-decision.ts';
import type { PricingRow } from '../store/rows.ts';

/** A claim of the store, to be read again from its archived bytes: cheaper than keeping its text in a row. */
export interface ClaimToPrice {
  readonly claimNumber: string;
  readonly profileId: string;
  readonly fileSha256: string;
  readonly fileName: string;
  readonly guideId: string;
  /** JSON of the interchange's delimiters. */
  readonly delimiters: string;
  /** JSON of the claim's places. */
  readonly source: string;
  /** CCYYMMDD. */
  readonly receivedDate: string;
  readonly interchangeControlNumber: string;
  readonly groupControlNumber: string;
  readonly setControlNumber: string;
  /** As the store has it: made from the same bytes, once. */
  readonly sameServiceKey: string;
  /** Business date of the run, CCYYMMDD. */
  readonly today: string;
  /** What persons have decided on it. */
  readonly reviews: readonly ReviewDecision[];
}

export function toPrice(row: PricingRow, today: string, reviews: readonly ReviewDecision[]): ClaimToPrice {
  return {
    claimNumber: row.claimNumber,
    profileId: row.profileId,
    fileSha256: row.fileSha256,
    fileName: row.fileName,
    guideId: row.guideId,
    delimiters: row.delimiters,
    source: row.source,
    receivedDate: row.receivedDate,
    interchangeControlNumber: row.interchangeControlNumber,
    groupControlNumber: row.groupControlNumber,
    setControlNumber: row.setControlNumber,
    sameServiceKey: row.sameServiceKey,
    today,
    reviews,
  };
}

type FileRow = readonly [string, string, string, string, string, string];
type Row = readonly [
  number,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  readonly ReviewDecision[],
];

/**
 * Claims on their way to the thread that prices: rows of values, what a file's claims share told once. Bytes move
 * between threads; objects would be copied one by one, and those that wait would outlive the young generation.
 */
export function packClaimsToPrice(claims: readonly ClaimToPrice[]): Uint8Array<ArrayBuffer> {
  const files: FileRow[] = [];
  const known = new Map<string, number>();
  const rows = claims.map((claim): Row => {
    const { fileSha256, fileName, guideId, delimiters, interchangeControlNumber, groupControlNumber } = claim;
    const key = `${fileSha256} ${interchangeControlNumber} ${groupControlNumber} ${guideId} ${delimiters} ${fileName}`;
    let file = known.get(key);
    if (file === undefined) {
      file =
        files.push([
          fileSha256,
          fileName,
          guideId,
          delimiters,
          interchangeControlNumber,
          groupControlNumber,
        ]) - 1;
      known.set(key, file);
    }
    return [
      file,
      claim.setControlNumber,
      claim.claimNumber,
      claim.profileId,
      claim.source,
      claim.receivedDate,
      claim.sameServiceKey,
      claim.today,
      claim.reviews,
    ];
  });
  return new TextEncoder().encode(JSON.stringify([files, rows]));
}

export function unpackClaimsToPrice(packed: Uint8Array): ClaimToPrice[] {
  const text = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength).toString('utf8');
  const [files, rows] = JSON.parse(text) as [FileRow[], Row[]];
  return rows.map((row) => {
    const file = files[row[0]]!;
    return {
      claimNumber: row[2],
      profileId: row[3],
      fileSha256: file[0],
      fileName: file[1],
      guideId: file[2],
      delimiters: file[3],
      source: row[4],
      receivedDate: row[5],
      interchangeControlNumber: file[4],
      groupControlNumber: file[5],
      setControlNumber: row[1],
      sameServiceKey: row[6],
      today: row[7],
      reviews: row[8],
    };
  });
}
