/** One professional claim of the invented clinic for the invented first member of the reference set. */
export interface FileClaim {
  readonly patientControlNumber: string;
  /** CLM05-3, default 1. */
  readonly frequency?: string;
  /** REF*F8. */
  readonly original?: string;
  readonly serviceDate?: string;
  /** CLM08, default Y. */
  readonly assigned?: 'Y' | 'N';
  /** Procedure and charge of each line; default one office visit of 250. */
  readonly lines?: readonly (readonly [procedure: string, charge: number])[];
  /** CLM02, default the sum of the lines. */
  readonly charge?: number;
}

export interface FileOptions {
  readonly controlNumber?: string;
  readonly usage?: string;
  /** SBR to DMG of the subscriber. Default: the first member of the reference set. */
  readonly subscriber?: readonly string[];
}

const FIRST_MEMBER = [
  'SBR*P*18*******HM',
  'NM1*IL*1*ALDERWOOD*MIRA*J***MI*10010001',
  'N3*5 OAK ST',
  'N4*SEATTLE*WA*98102',
  'DMG*D8*19790314*F',
];

/** An 837P of the partner harborclear with these claims in one set. */
export function claimsFile(
  claims: readonly FileClaim[],
  { controlNumber = '000000101', usage = 'P', subscriber = FIRST_MEMBER }: FileOptions = {},
): string {
  const body = [
    'ST*837*0001*005010X222A1',
    'BHT*0019*00*BATCH001*20251103*0830*CH',
    'NM1*41*2*HARBOR CLEAR*****46*HARBORCLEAR',
    'PER*IC*EDI DESK*TE*2065550100',
    'NM1*40*2*KAISER PERMANENTE WASHINGTON*****46*91051',
    'HL*1**20*1',
    'PRV*BI*PXC*193200000X',
    'NM1*85*2*CASCADE EXAMPLE FAMILY CLINIC*****XX*2100000019',
    'N3*120 EXAMPLE AVE',
    'N4*SEATTLE*WA*981040001',
    'REF*EI*910000101',
    'HL*2*1*22*0',
    ...subscriber,
    'NM1*PR*2*KAISER PERMANENTE WASHINGTON*****PI*91051',
    ...claims.flatMap(claimSegments),
  ];
  body.push(`SE*${body.length + 1}*0001`);
  const header = `ISA*00*          *00*          *ZZ*HARBORCLEAR    *ZZ*91051          *251103*1200*^*00501*${controlNumber}*1*${usage}*:`;
  const trailer = ['GE*1*1', `IEA*1*${controlNumber}`];
  const group = 'GS*HC*HARBORCLEAR*91051*20251103*1200*1*X*005010X222A1';
  return `${[header, group, ...body, ...trailer].join('~\n')}~\n`;
}

function claimSegments(claim: FileClaim): string[] {
  const lines = claim.lines ?? [['99213', 250] as const];
  const charge = claim.charge ?? lines.reduce((sum, [, each]) => sum + each, 0);
  return [
    `CLM*${claim.patientControlNumber}*${charge}***11:B:${claim.frequency ?? '1'}*Y*A*${claim.assigned ?? 'Y'}*Y`,
    ...(claim.original === undefined ? [] : [`REF*F8*${claim.original}`]),
    'HI*ABK:J029',
    ...lines.flatMap(([procedure, each], index) => [
      `LX*${index + 1}`,
      `SV1*HC:${procedure}*${each}*UN*1***1`,
      `DTP*472*D8*${claim.serviceDate ?? '20251006'}`,
    ]),
  ];
}
