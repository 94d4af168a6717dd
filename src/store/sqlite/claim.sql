-- (SELECT ?) hides the value from the planner. With a bare ? SQLite plans this join anew whenever another value is
-- bound: 7 µs a claim became 110.
-- name: claimById
SELECT * FROM claim_row WHERE claimId = (SELECT ?);

-- Columns by place, in the order of the table, and without the context that a set's claims share.
-- name: pricingCells
SELECT claim_number, set_id, source, is_test, profile_id, billing_npi, payee_id, charge_cents, received_date,
       same_service_key
FROM claim WHERE claim_id = (SELECT ?);

-- name: contextOfSet
SELECT f.sha256 AS fileSha256, f.name AS fileName, i.delimiters AS delimiters, s.guide_id AS guideId,
       i.control_number AS interchangeControlNumber, s.group_control_number AS groupControlNumber,
       s.control_number AS setControlNumber, i.state AS interchangeState
FROM transaction_set s
JOIN interchange i ON i.interchange_id = s.interchange_id
JOIN file f ON f.file_id = i.file_id
WHERE s.set_id = ?;

-- name: claimByNumber
SELECT * FROM claim_row WHERE claimNumber = (SELECT ?);

-- name: claimsByPatientControlNumber
SELECT * FROM claim_row WHERE patientControlNumber = ? ORDER BY claimId;

-- name: claimsOfSet
SELECT * FROM claim_row WHERE setId = ? AND claimId > ? ORDER BY claimId LIMIT ?;

-- name: countClaimsOfInterchange
SELECT COALESCE(w.state, c.staged_as) AS state, c.is_test AS isTest, c.is_encounter AS isEncounter,
       COUNT(*) AS claims, SUM(c.charge_cents) AS chargeCents
FROM claim c LEFT JOIN claim_state w ON w.claim_id = c.claim_id
WHERE c.set_id IN (SELECT set_id FROM transaction_set WHERE interchange_id = @interchangeId)
  AND (@profileId IS NULL OR c.profile_id = @profileId)
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3;

-- name: countClaims
SELECT COALESCE(w.state, c.staged_as) AS state, c.is_test AS isTest, c.is_encounter AS isEncounter,
       COUNT(*) AS claims, SUM(c.charge_cents) AS chargeCents
FROM claim c LEFT JOIN claim_state w ON w.claim_id = c.claim_id
WHERE @profileId IS NULL OR c.profile_id = @profileId
GROUP BY 1, 2, 3
ORDER BY 1, 2, 3;

-- The one settlement order (DESIGN decision 6); its last two columns are the place, so no two claims are equal.
-- name: claimsToDecide
SELECT c.claim_id
FROM claim_state w
CROSS JOIN claim c ON c.claim_id = w.claim_id
JOIN transaction_set s ON s.set_id = c.set_id
JOIN interchange i ON i.interchange_id = s.interchange_id
JOIN file f ON f.file_id = i.file_id
WHERE w.profile_id = ? AND w.state = 'accepted' AND i.state = 'closed'
ORDER BY c.received_date, c.frequency_rank, c.service_from, c.payee_id, c.member_id, c.patient_control_number,
         c.slice_hash, f.sha256, c.offset_bytes;

-- Whether a settled claim has this key: of a hundred claims, ninety-nine have nothing before them.
-- name: hasPast
SELECT 1
FROM claim c CROSS JOIN claim_state w ON w.claim_id = c.claim_id
WHERE c.same_service_key = (SELECT ?) AND w.state NOT IN ('accepted', 'rejected')
LIMIT 1;

-- Claims by number and by service key, and whatever superseded them, to the live one. A test claim has no history.
-- name: pastClaims
WITH RECURSIVE chain (claim_id) AS (
  SELECT claim_id FROM claim WHERE claim_number IN (SELECT value FROM json_each(@claimNumbers))
  UNION
  SELECT claim_id FROM claim WHERE same_service_key IN (SELECT value FROM json_each(@sameServiceKeys))
  UNION
  SELECT claim_id FROM claim
  WHERE frequency IN ('2', '3', '4') AND member_id IN (SELECT value FROM json_each(@interimMembers))
  UNION
  SELECT claim_id FROM claim
  WHERE kind = 'institutional' AND member_id IN (SELECT value FROM json_each(@stayMembers))
  UNION
  SELECT next.claim_id
  FROM chain
  JOIN claim_state previous ON previous.claim_id = chain.claim_id
  JOIN claim next ON next.claim_number = previous.superseded_by
)
SELECT c.claim_number AS claimNumber, w.state AS state, w.superseded_by AS supersededBy, c.payee_id AS payeeId,
       c.billing_npi AS billingNpi, c.member_id AS memberId, c.kind AS kind, c.frequency AS frequency,
       c.charge_cents AS chargeCents, c.service_from AS serviceFrom, c.service_to AS serviceTo,
       c.received_date AS receivedDate, w.decided_date AS decidedDate, c.same_service_key AS sameServiceKey,
       d.decision_id AS decisionId, d.version AS version,
       d.outcome_block_id AS blockId, d.outcome_index AS blockIndex
FROM chain
JOIN claim c ON c.claim_id = chain.claim_id
JOIN claim_state w ON w.claim_id = c.claim_id
LEFT JOIN decision d ON d.claim_id = c.claim_id AND d.version = (
  SELECT MAX(version) FROM decision WHERE claim_id = c.claim_id AND status IN ('paid', 'denied')
)
WHERE w.state IN ('pended', 'decided', 'remitted', 'replaced', 'voided', 'withdrawn', 'applied') AND c.is_test = 0
  AND c.source <> ''
ORDER BY c.received_date, c.frequency_rank, c.service_from, c.payee_id, c.member_id, c.patient_control_number,
         c.slice_hash, c.claim_id;
