/** A fault as peers word it, and the finding codes by which we say the same. */
export interface PeerReason {
  readonly says: RegExp;
  readonly ours: RegExp;
}

/** Findings of the commercial validator that concern form, structure, codes or balance; its warnings are no faults. */
export const VALIDATOR_REASONS: readonly PeerReason[] = [
  { says: /^H10203|^H11204:Code Value '..' not used for element 'GS01'/, ours: /^GROUP-UNKNOWN|^X12-GS01/ },
  { says: /^(H24402|H20617).*NPI/, ours: /^CODE-NPI|^PAYER-NPI/ },
  { says: /^H20205:Incomplete loop/, ours: /MISSING$|^SITUATION-/ },
  { says: /^H20203|^H10608/, ours: /NOT-USED$|^GUIDE-ELEMENTS-TOO-MANY/ },
  { says: /^H20204|^H11204|^H11210|^H10604/, ours: /^GUIDE-(CODE|QUALIFIER)|^X12-/ },
  { says: /^H25377/, ours: /^CODE-POSTAL-CODE/ },
  { says: /^H25405/, ours: /^SITUATION-ADMISSION-SOURCE|^CODE-ADMISSION-SOURCE/ },
  { says: /^H46000/, ours: /^SITUATION-SECONDARY-ID|^SITUATION-BILLING/ },
  { says: /^H52003/, ours: /^CODE-TAXONOMY/ },
  {
    says: /^H5\d{4}.*(Adjustment Reason|Diagnosis|Procedure|Revenue|Place of Service|HCPCS)/i,
    ours: /^CODE-/,
  },
  { says: /^H10602|^H10603|^H10611/, ours: /^GUIDE-/ },
  { says: /balance|sum of/i, ours: /BALANCE|BPR|CLP|SVC/ },
];

/** What the notes of other peers name. */
export const NOTED_REASONS: readonly PeerReason[] = [
  { says: /SE-?01|segment_count|se_count|trailer/i, ours: /^X12-SE01/ },
  { says: /SE-?02|ST02\/SE02|control_number/i, ours: /^X12-(SE02|GE02|IEA02)/ },
  { says: /IEA01/, ours: /^X12-IEA01/ },
  {
    says: /no IEA|missing.*IEA|must_end_with_iea|ISA_IEA|last isa|truncated|must not panic/i,
    ours: /^X12-(FILE-CUT|IEA|SEGMENT)/,
  },
  { says: /envelope segment missing/, ours: /^X12-/ },
  { says: /ISA10/, ours: /^X12-ISA10/ },
  { says: /separators|ISA header|No valid ISA/, ours: /^X12-/ },
  { says: /HL02/, ours: /^GUIDE-HL02/ },
  { says: /range end before start/, ours: /REVERSED$/ },
  { says: /CLM-?02|lines total|charge-mismatch/, ours: /^CLAIM-CHARGE-BALANCE/ },
  { says: /not a number/, ours: /^GUIDE-ELEMENT-CHARACTERS/ },
  { says: /reconcile|discrepancy|CLP|balance/, ours: /BALANCE|^835|BPR|CLP|SVC/ },
  { says: /missing|not found|matching segment|Missing/i, ours: /MISSING|UNEXPECTED|QUALIFIER|ORDER|START/ },
  { says: /too many times|exceeds|repeat/i, ours: /OVER-MAX/ },
  { says: /PX instead of PXC|code|qualifier/i, ours: /^GUIDE-(CODE|QUALIFIER)/ },
  {
    says: /orphan|malformed|errors|tolerance|recovery|exceptions|strict/i,
    ours: /^(X12|GUIDE|CODE|CLAIM|LINE|SITUATION|PAYER)-/,
  },
];

/** Why a file that a peer calls valid is refused, in words that would go to its sender. */
export const DEFENCES: readonly (readonly [RegExp, string])[] = [
  [/^(SET-GUIDE-UNKNOWN|GROUP-|X12-ISA12)/, 'set or version that is not read here'],
  [/^X12-/, 'the envelope disagrees with itself'],
  [/^CODE-NPI|^PAYER-NPI/, 'the NPI fails its check digit: it is nobody’s'],
  [/^CODE-/, 'the code or number has not the form of its national list'],
  [/BALANCE$|^PAYER-NON-COVERED/, 'amounts do not add up'],
  [/^CLAIM-ICD/, 'ICD version does not fit the date of service'],
  [/^SITUATION-/, 'a situational rule the data decide is broken'],
  [/^(CLAIM|LINE|PAYER)-/, 'segments of the claim contradict each other'],
  [/^GUIDE-.*(MISSING|START)/, 'a required segment, loop or element is missing'],
  [/^GUIDE-(CODE|QUALIFIER)/, 'a code the guide does not use at this place'],
  [/^GUIDE-(SEGMENT|LOOP)/, 'a segment out of place, order or number'],
  [/^GUIDE-/, 'an element the guide does not use, or of a wrong form'],
];
